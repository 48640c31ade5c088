using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class SummaryCommand
{
    private static readonly Column[] Groups =
    [
        new("name", "name"), new("fills", "fills"), new("trades", "trades.trades"), new("won", "trades.winRate", "0.0 %"), new("pf", "trades.profitFactor", "0.00"),
        new("expectancy", "trades.expectancy", "0.00"), new("best", "trades.bestTrade.pnl", "0.00"), new("worst", "trades.worstTrade.pnl", "0.00"), new("realized", "realized", "0.00"),
        new("unrealized", "unrealizedChange", "0.00"), new("fees", "fees", "0.00"), new("pnl", "pnl", "0.00"), new("drawdown", "returns.maxDrawdown", "0.00 %"),
        new("sharpe", "returns.sharpe", "0.00"), new("sortino", "returns.sortino", "0.00"), new("calmar", "returns.calmar", "0.00"),
    ];

    private static readonly Column[] Days =
    [
        new("date", "date"), new("equity", "equity", "0.00"), new("pnl", "pnl", "0.00"), new("return", "return", "0.00 %"), new("realized", "realized", "0.00"),
        new("unrealized", "unrealizedChange", "0.00"), new("fees", "fees", "0.00"), new("trades", "trades"), new("won", "winRate", "0.0 %"), new("pf", "profitFactor", "0.00"),
        new("drawdown", "drawdown", "0.00 %"), new("sharpe", "sharpe", "0.00"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var date = new Argument<string>("date") { Description = "A session, yyyy-MM-dd; the newest where left out.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "latest" };
        var week = new Option<bool>("--week") { Description = "The week of the date." };
        var month = new Option<bool>("--month") { Description = "The month of the date." };
        var list = new Option<string?>("--list") { Description = "All days of a month, yyyy-MM, one to a line." };
        var state = StateOption.Create();
        var command = new CliCommand(
            "summary",
            "Shows what a trading day, week or month came to: in total, per strategy and per worker.",
            "summary",
            "summary 2013-10-08 --json",
            "summary 2013-10-08 --week",
            "summary --list 2013-10",
            "summary --state ./replay")
        {
            date, week, month, list, state,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(week) ? 1 : 0) + (result.GetValue(month) ? 1 : 0) + (result.GetValue(list) is null ? 0 : 1) > 1)
            {
                result.AddError("Only one of --week, --month and --list can be given.");
            }
        });
        client.Options.AddTo(command);
        client.Show(command, Path, (output, answer) => Print(output, answer), state);
        return command;

        string Path(ParseResult parse) => parse.GetValue(list) is { } listed ? ClientCommands.Path("/api/summaries", ("month", listed))
            : parse.GetValue(week) ? ClientCommands.Path("/api/summaries/weeks/{}", parse.GetValue(date))
            : parse.GetValue(month) ? ClientCommands.Path("/api/summaries/months/{}", parse.GetValue(date))
            : ClientCommands.Path("/api/summaries/{}", parse.GetValue(date));
    }

    private static void Print(TextWriter output, JsonNode? answer)
    {
        if (answer?["items"] is not null)
        {
            Tables.Print(output, answer, "No day of it has been closed.", Days);
            return;
        }

        var members = answer!.AsObject();
        var rows = new JsonArray([members["total"]!.DeepClone(), .. Rows(members, "strategies", "strategy "), .. Rows(members, "workers", "worker ")]);
        foreach (var (name, value) in members.ToArray())
        {
            if (name == "account")
            {
                foreach (var (inner, figure) in value!.AsObject())
                {
                    members[inner] = figure?.DeepClone();
                }
            }

            if (value is JsonObject or JsonArray)
            {
                members.Remove(name);
            }
        }

        Tables.PrintMembers(output, members);
        output.WriteLine();
        Tables.Print(output, new JsonObject { ["items"] = rows }, string.Empty, Groups);
    }

    private static IEnumerable<JsonNode> Rows(JsonObject answer, string member, string prefix)
    {
        foreach (var group in answer[member]!.AsArray())
        {
            var row = group!.DeepClone();
            row["name"] = string.Create(CultureInfo.InvariantCulture, $"{prefix}{row["name"]}");
            yield return row;
        }
    }
}
