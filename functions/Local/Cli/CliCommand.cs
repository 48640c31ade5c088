using System.CommandLine;

namespace TradingFunctions.Local.Cli;

/// <summary>A command with examples in its help.</summary>
internal sealed class CliCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
