using System.CommandLine;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class MonitorCommands
{
    private static readonly Column[] Columns =
    [
        new("symbol", "symbol"), new("status", "status"), new("state", "state"), new("plan", "planVersion"), new("checks", "checks"), new("alerts", "alerts"),
        new("last price", "lastPrice", "0.00##"), new("last check", "lastCheckUtc"), new("next check", "nextCheckUtc"), new("trouble", "trouble.code"), new("instance", "instanceId"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var list = new CliCommand("list", "Lists the monitors of the newest trading day.", "monitors list");
        client.Show(list, _ => "/api/monitors", (output, answer) => Tables.Print(output, answer, "No monitors.", Columns));

        var shown = new Argument<string>("symbol") { Description = "Ticker." };
        var show = new CliCommand("show", "Shows a monitor with its plan and its last alerts.", "monitors show AAPL --json") { shown };
        client.Show(show, p => ClientCommands.Path("/api/monitors/{}", p.GetValue(shown)), Tables.PrintMembers);

        var replaced = new Argument<string>("symbol") { Description = "Ticker." };
        var replace = new CliCommand("replace", "Ends a symbol's monitor and starts another one with a new plan.", "monitors replace AAPL") { replaced };
        client.Call(replace, HttpMethod.Post, p => ClientCommands.Path("/api/monitors/{}/replace", p.GetValue(replaced)), (_, _) => Task.FromResult<string?>(null), Tables.PrintMembers);

        var stopped = new Argument<string>("symbol") { Description = "Ticker." };
        var stop = new CliCommand("stop", "Ends a symbol's monitor for today. Its position and orders are not touched.", "monitors stop AAPL") { stopped };
        client.Call(stop, HttpMethod.Post, p => ClientCommands.Path("/api/monitors/{}/stop", p.GetValue(stopped)), (_, _) => Task.FromResult<string?>(null), Tables.PrintMembers);

        var command = new CliCommand("monitors", "The symbols that are watched.", "monitors list", "monitors start AAPL", "monitors stop AAPL") { list, show, Start(client), replace, stop };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand Start(ClientCommands client)
    {
        var symbol = new Argument<string>("symbol") { Description = "Ticker." };
        var reason = new Option<string?>("--reason") { Description = "Why, for the log." };
        var start = new CliCommand("start", "Monitors a symbol for the rest of the day, whatever the scan said.", "monitors start AAPL --reason earnings") { symbol, reason };
        client.Call(
            start, HttpMethod.Post, _ => "/api/monitors",
            (p, _) => Task.FromResult<string?>(new JsonObject { ["symbol"] = p.GetValue(symbol), ["reason"] = p.GetValue(reason) }.ToJsonString()), Tables.PrintMembers);
        return start;
    }
}
