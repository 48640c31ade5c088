using System.CommandLine;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class WorkersCommand
{
    private static readonly Column[] Columns = [new("worker", "id"), new("role", "role"), new("state", "state"), new("load", "load"), new("started", "startedUtc"), new("heartbeat", "heartbeatUtc")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand("workers", "Lists the hosts that registered themselves.", "workers", "workers --json");
        client.Options.AddTo(command);
        client.Show(command, _ => "/api/workers", (output, answer) => Tables.Print(output, answer, "No workers.", Columns));
        return command;
    }
}
