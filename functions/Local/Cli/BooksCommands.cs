using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class BooksCommands
{
    private static readonly Column[] Positions =
    [
        new("symbol", "symbol"), new("quantity", "quantity"), new("cost", "cost", "0.00"), new("average", "averageCost", "0.00##"), new("realized", "realizedPnl", "0.00"), new("fees", "fees", "0.00"),
    ];

    private static readonly Column[] Differences = [new("figure", "what"), new("stored", "stored"), new("from the log", "rebuilt")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand("books", "The account's books and the log that they follow from.", "books rebuild --verify", "books export > log.jsonl")
        {
            Rebuild(client, console), Export(client, console), Split(client),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand Rebuild(ClientCommands client, CliConsole console)
    {
        var verify = new Option<bool>("--verify") { Description = "Compares with the stored books, names every difference, and ends with 1 where there is one." };
        var state = StateOption.Create();
        var command = new CliCommand("rebuild", "Rebuilds positions, P&L and ledger from the log alone; changes nothing.", "books rebuild", "books rebuild --verify --state ./replay") { verify, state };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var report = (await client.Get(parse, "/api/books", state, cancellationToken))!;
            var agrees = report["agrees"]!.GetValue<bool>();
            client.Print(parse, report, (output, _) => Print(output, report, parse.GetValue(verify)));
            if (parse.GetValue(verify) && !agrees)
            {
                await console.Error.WriteLineAsync("The stored books are not those of the log.");
                return ExitCodes.Failure;
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(TextWriter output, JsonNode report, bool verify)
    {
        var sums = report.DeepClone().AsObject();
        foreach (var list in (string[])["positions", "differences", "faults", "agrees"])
        {
            sums.Remove(list);
        }

        Tables.PrintMembers(output, sums);
        output.WriteLine();
        Tables.Print(output, new JsonObject { ["items"] = report["positions"]!.DeepClone() }, "No positions.", Positions);
        if (verify)
        {
            output.WriteLine();
            Tables.Print(output, new JsonObject { ["items"] = report["differences"]!.DeepClone() }, "The stored books agree with the log.", Differences);
        }

        foreach (var fault in report["faults"]!.AsArray())
        {
            output.WriteLine(fault!.GetValue<string>());
        }
    }

    private static CliCommand Export(ClientCommands client, CliConsole console)
    {
        var after = new Option<long>("--after") { Description = "Only entries after this number, and the signals behind it." };
        after.Within(0, int.MaxValue);
        var state = StateOption.Create();
        var command = new CliCommand("export", "Writes the log as JSON lines, oldest first: signals with their answers, intents, order events and readings, fills, adjustments, splits.", "books export > log.jsonl", "books export --after 1200 --state ./replay")
        {
            after, state,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await client.Copy(parse, ClientCommands.Path("/api/books/log", ("after", parse.GetValue(after).ToString(CultureInfo.InvariantCulture))), state, console.Out, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static CliCommand Split(ClientCommands client)
    {
        var symbol = new Argument<string>("symbol") { Description = "Whose position meets the split." };
        var ratio = new Argument<string>("ratio") { Description = "New shares for old ones: 4:1, or 1:10 for a reverse split." };
        var exDate = new Option<string>("--ex-date") { Description = "First date at the new price, yyyy-MM-dd.", Required = true };
        var command = new CliCommand("split", "Books a split on a position, once the broker shows it.", "books split AAPL 4:1 --ex-date 2020-08-31") { symbol, ratio, exDate };
        command.Validators.Add(result =>
        {
            if (Ratio(result.GetValue(ratio)) is null)
            {
                result.AddError($"ratio must be two whole numbers like 4:1, is '{result.GetValue(ratio)}'.");
            }
        });
        client.Call(command, HttpMethod.Post, _ => "/api/books/splits", Body, Tables.PrintMembers);
        return command;

        Task<string?> Body(ParseResult parse, CancellationToken cancellationToken)
        {
            var (newShares, oldShares) = Ratio(parse.GetValue(ratio))!.Value;
            return Task.FromResult<string?>(new JsonObject
            {
                ["symbol"] = parse.GetValue(symbol)!.ToUpperInvariant(),
                ["exDate"] = parse.GetValue(exDate),
                ["newShares"] = newShares,
                ["oldShares"] = oldShares,
            }.ToJsonString());
        }
    }

    private static (int New, int Old)? Ratio(string? text) =>
        text?.Split(':') is [var left, var right] && int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var newShares) && int.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var oldShares)
            ? (newShares, oldShares)
            : null;
}
