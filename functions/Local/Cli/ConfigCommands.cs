using System.CommandLine;
using System.Text.Json;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class ConfigCommands
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Column[] Differences = [new("key", "key"), new("file", "file"), new("in force", "inForce")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var show = new CliCommand("show", "Shows the configuration in force, secrets hidden.", "config show --json");
        client.Show(show, _ => "/api/config", (output, answer) => output.WriteLine(answer?.ToJsonString(Indented)));
        var diff = new CliCommand("diff", "Shows where the store differs from the configuration file.", "config diff");
        client.Show(diff, _ => "/api/config/diff", (output, answer) => Tables.Print(output, answer, "The file and the store agree.", Differences));
        var command = new CliCommand("config", "The configuration of the running host.", "config show", "config diff") { show, diff };
        client.Options.AddTo(command);
        return command;
    }
}
