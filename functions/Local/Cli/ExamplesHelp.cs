using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TradingFunctions.Local.Cli;

/// <summary>The standard help, followed by the command's examples.</summary>
internal sealed class ExamplesHelp(HelpAction standard) : SynchronousCommandLineAction
{
    private const string Program = "dotnet run --project functions/Local -c Release --";

    private static readonly string[] RootExamples = ["", "replay --bars bars.csv.gz --json", "orders list --status filled", "doctor"];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = standard.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command switch
        {
            CliCommand command => command.Examples,
            RootCommand => RootExamples,
            _ => [],
        };
        if (examples.Count > 0)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {Program} {example}".TrimEnd());
            }

            output.WriteLine();
        }

        return code;
    }
}
