using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class ScanCommands
{
    private static readonly Column[] Scans =
    [
        new("scan", "scanId"), new("session", "session"), new("scanned", "scanned"), new("picked", "picked"), new("rejected", "rejected"), new("universe", "universe"), new("best", "best"),
    ];

    private static readonly Column[] Candidates =
    [
        new("rank", "rank"), new("symbol", "symbol"), new("score", "score", "0.00"), new("price", "figures.price", "0.00##"), new("volume x", "figures.relativeVolume", "0.00"),
        new("gap", "figures.gap", "0.00 %"), new("volatility", "figures.volatility", "0.00 %"), new("spread", "figures.spread", "0.000 %"), new("momentum", "figures.momentum", "0.00 %"),
    ];

    private static readonly Column[] Rejections = [new("symbol", "symbol"), new("code", "code"), new("reason", "reason")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand("scans", "What the scans of the market picked and what they left out.", "scans list", "scans show latest", "scans show latest --symbol AAPL") { List(client), Show(client) };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var limit = new Option<int>("--limit") { Description = "Most scans, newest first.", DefaultValueFactory = _ => 20 };
        limit.Within(1, 1000);
        var state = StateOption.Create();
        var list = new CliCommand("list", "Lists scans, newest first.", "scans list", "scans list --limit 5 --json", "scans list --state ./replay") { limit, state };
        client.Show(list, parse => ClientCommands.Path("/api/scans", ("limit", parse.GetValue(limit).ToString(CultureInfo.InvariantCulture))), PrintList, state);
        return list;
    }

    private static CliCommand Show(ClientCommands client)
    {
        var id = new Argument<string>("scan") { Description = "Id of a scan, or 'latest'.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "latest" };
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol: whether it was picked, and why not." };
        var reason = new Option<string?>("--reason") { Description = "Only rejections of this code, such as priceTooLow." };
        var state = StateOption.Create();
        var show = new CliCommand("show", "Shows a scan with everything that it picked and left out, each with its reason.", "scans show latest", "scans show latest --symbol AAPL", "scans show latest --reason spread --json")
        {
            id, symbol, reason, state,
        };
        client.Show(
            show,
            parse => ClientCommands.Path(ClientCommands.Path("/api/scans/{}", parse.GetValue(id)), ("symbol", parse.GetValue(symbol)?.ToUpperInvariant()), ("reason", parse.GetValue(reason))),
            PrintDetail,
            state);
        return show;
    }

    private static void PrintList(TextWriter output, JsonNode? answer)
    {
        foreach (var scan in answer?["items"]?.AsArray() ?? [])
        {
            var candidates = scan!["candidates"]!.AsArray();
            scan["picked"] = candidates.Count;
            scan["best"] = string.Join(' ', candidates.Take(5).Select(candidate => candidate!["symbol"]!.GetValue<string>()));
        }

        Tables.Print(output, answer, "No scans.", Scans);
    }

    private static void PrintDetail(TextWriter output, JsonNode? answer)
    {
        var head = answer!.DeepClone().AsObject();
        foreach (var list in (string[])["candidates", "rejections", "counts"])
        {
            head.Remove(list);
        }

        head["rejected"] = string.Join(", ", answer["counts"]!.AsObject().Select(count => $"{count.Value} {count.Key}"));
        Tables.PrintMembers(output, head);
        output.WriteLine();
        Tables.Print(output, Items(answer["candidates"]), "Nothing was picked.", Candidates);
        output.WriteLine();
        Tables.Print(output, Items(answer["rejections"]), "Nothing was left out.", Rejections);
    }

    private static JsonObject Items(JsonNode? list) => new() { ["items"] = list!.DeepClone() };
}
