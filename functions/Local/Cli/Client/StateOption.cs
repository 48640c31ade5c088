using System.CommandLine;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>The option of commands that can also look at a directory without a running host.</summary>
internal static class StateOption
{
    public static Option<string?> Create() => new("--state") { Description = "Looks at the state directory of a replay, or of a host that does not run, instead of asking a host." };
}
