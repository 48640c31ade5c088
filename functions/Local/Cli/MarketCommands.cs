using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class MarketCommands
{
    private static readonly Column[] Columns =
    [
        new("symbol", "symbol"), new("bars", "bars"), new("empty", "empty"), new("missing", "missing"), new("late", "late"), new("corrected", "corrected"), new("rejected", "rejected"),
        new("newest", "newestUtc"), new("asked to", "askedToUtc"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var date = new Option<string?>("--date") { Description = "A session, yyyy-MM-dd; today's where left out." };
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol." };
        var limit = new Option<int>("--limit") { Description = "Most symbols named, the worst first.", DefaultValueFactory = _ => 20 };
        limit.Within(1, 1000);
        var state = StateOption.Create();
        var quality = new CliCommand("quality", "Shows how good the minute bars are that were taken in: gaps, late and wrong bars, age, requests.", "market quality", "market quality --date 2024-03-06 --symbol AAPL --json")
        {
            date, symbol, limit, state,
        };
        client.Show(
            quality,
            parse => ClientCommands.Path(
                "/api/market/quality",
                ("date", parse.GetValue(date)), ("symbol", parse.GetValue(symbol)?.ToUpperInvariant()), ("limit", parse.GetValue(limit).ToString(CultureInfo.InvariantCulture))),
            Print,
            state);
        var command = new CliCommand("market", "The market data that was taken in.", "market quality", "market quality --date 2024-03-06") { quality };
        client.Options.AddTo(command);
        return command;
    }

    private static void Print(TextWriter output, JsonNode? answer)
    {
        var sums = answer!.DeepClone().AsObject();
        sums.Remove("worst");
        Tables.PrintMembers(output, sums);
        output.WriteLine();
        Tables.Print(output, new JsonObject { ["items"] = answer["worst"]!.DeepClone() }, "No symbols.", Columns);
    }
}
