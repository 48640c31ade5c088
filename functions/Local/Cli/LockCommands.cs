using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class LockCommands
{
    private static readonly Column[] Columns =
    [
        new("symbol", "symbol"), new("owner", "owner"), new("manual", "manual"), new("reason", "reason"), new("token", "token"), new("since", "acquiredUtc"), new("until", "expiresUtc"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var list = new CliCommand("list", "Lists locks in force.", "locks list");
        client.Show(list, _ => "/api/locks", (output, answer) => Tables.Print(output, answer, "No locks.", Columns));
        var command = new CliCommand("locks", "Keeps the pipeline from entering a symbol.", "locks add AAPL --until 2024-03-08T21:00:00Z --reason earnings", "locks remove AAPL") { list, Add(client), Remove(client) };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand Add(ClientCommands client)
    {
        var symbol = new Argument<string>("symbol") { Description = "Symbol." };
        var reason = new Option<string>("--reason") { Description = "Why; shown with the lock.", Required = true };
        var until = new Option<DateTimeOffset>("--until") { Description = "When it ends, on the host's clock: 2024-03-08T21:00:00Z.", Required = true };
        var by = new Option<string>("--by") { Description = "Who answers for it; the user of this machine where left out.", DefaultValueFactory = _ => Environment.UserName };
        var command = new CliCommand("add", "Locks a symbol: entries are refused, exits pass.", "locks add AAPL --until 2024-03-08T21:00:00Z --reason earnings") { symbol, reason, until, by };
        client.Call(
            command,
            HttpMethod.Post,
            _ => "/api/locks",
            (parse, _) => Task.FromResult<string?>(new JsonObject
            {
                ["symbol"] = parse.GetValue(symbol),
                ["reason"] = parse.GetValue(reason),
                ["by"] = parse.GetValue(by),
                ["untilUtc"] = parse.GetValue(until).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            }.ToJsonString()),
            Tables.PrintMembers);
        return command;
    }

    private static CliCommand Remove(ClientCommands client)
    {
        var symbol = new Argument<string>("symbol") { Description = "Symbol." };
        var command = new CliCommand("remove", "Lifts a manual lock.", "locks remove AAPL") { symbol };
        client.Call(
            command, HttpMethod.Delete, parse => ClientCommands.Path("/api/locks/{}", parse.GetValue(symbol)), (_, _) => Task.FromResult<string?>(null),
            (output, _) => output.WriteLine("Unlocked."));
        return command;
    }
}
