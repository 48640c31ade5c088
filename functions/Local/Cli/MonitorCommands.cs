using System.CommandLine;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class MonitorCommands
{
    private static readonly Column[] Columns =
    [
        new("symbol", "symbol"), new("status", "status"), new("state", "state"), new("plan", "planVersion"), new("checks", "checks"), new("alerts", "alerts"),
        new("last price", "lastPrice", "0.00##"), new("last check", "lastCheckUtc"), new("next check", "nextCheckUtc"), new("instance", "instanceId"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var list = new CliCommand("list", "Lists the monitors of the newest trading day.", "monitors list");
        client.Show(list, _ => "/api/monitors", (output, answer) => Tables.Print(output, answer, "No monitors.", Columns));

        var shown = new Argument<string>("symbol") { Description = "Ticker." };
        var show = new CliCommand("show", "Shows a monitor with its plan and its last alerts.", "monitors show AAPL --json") { shown };
        client.Show(show, p => ClientCommands.Path("/api/monitors/{}", p.GetValue(shown)), Tables.PrintMembers);

        var stopped = new Argument<string>("symbol") { Description = "Ticker." };
        var stop = new CliCommand("stop", "Ends a symbol's monitor for today. Its position and orders are not touched.", "monitors stop AAPL") { stopped };
        client.Call(stop, HttpMethod.Post, p => ClientCommands.Path("/api/monitors/{}/stop", p.GetValue(stopped)), (_, _) => Task.FromResult<string?>(null), Tables.PrintMembers);

        var command = new CliCommand("monitors", "The symbols that are watched.", "monitors list", "monitors stop AAPL") { list, show, stop };
        client.Options.AddTo(command);
        return command;
    }
}
