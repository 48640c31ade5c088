using System.CommandLine;

namespace TradingFunctions.Local.Cli;

/// <summary>Who does something and why: recorded in the audit trail.</summary>
internal sealed class PersonOptions
{
    private readonly Option<string> person = new("--as") { Description = "Your name, as riskControl.operators lists it.", Required = true };

    public Option<string> Reason { get; } = new("--reason") { Description = "Why.", Required = true };

    public void AddTo(Command command)
    {
        command.Add(person);
        command.Add(Reason);
    }

    public (string Name, string? Value) Header(ParseResult parse) => ("x-caller", parse.GetValue(person));
}
