using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Cli.Output;
using TradingFunctions.Local.Costs;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli;

/// <summary>Makes bills for the command line. Apart from the command, so that parsing it loads none of this.</summary>
internal static class CostAction
{
    public static async Task<int> Run(CostWish wish, bool printsPrices, bool isJson, CliConsole console, CancellationToken cancellationToken)
    {
        if (printsPrices)
        {
            console.Out.Write(PriceList.BuiltInText);
            return ExitCodes.Ok;
        }

        try
        {
            var prices = PriceList.Load(wish.Prices).With(wish.Amounts);
            var report = await CostEstimate.Make(wish, prices, TradingConfiguration.Load(wish.Config), console.Error, cancellationToken);
            if (isJson)
            {
                console.Out.WriteLine(JsonSerializer.Serialize(report, CostJson.Default.CostReport));
            }
            else
            {
                Print(console.Out, report);
            }

            return ExitCodes.Ok;
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used:{Environment.NewLine}{e.Message}", ExitCodes.Usage, e);
        }
        catch (Exception e) when (e is BarFileException or ReplayException or PriceListException)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
        catch (Exception e) when (e is StoreException or EngineStorageException or Infra.Simulation.Exchange.ExchangeJournalException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }

    private static void Print(TextWriter output, CostReport report)
    {
        output.WriteLine($"A month in {report.Currency}, {report.Region}, orchestrations on {report.Backend}; counted on: {report.Market}");
        output.WriteLine();
        Column[] costs = [new("service", "service"), new("", "what"), new("basis", "basis"), new("price", "price"), .. report.Bills.Select((bill, i) => new Column(bill.Name, $"b{i}", "#,##0.00"))];
        var lines = report.Bills.SelectMany(bill => bill.Lines).Select(line => (line.Service, line.What)).Distinct().ToArray();
        Tables.Print(output, Items([.. lines.Select(line => Row(report, line)), Totals(report)]), string.Empty, costs);
        output.WriteLine();
        Column[] counts = [new("counted a trading day", "what"), .. report.Bills.Select((bill, i) => new Column(bill.Name, $"b{i}", "#,##0"))];
        Tables.Print(output, Items([.. Counted(report)]), string.Empty, counts);
        output.WriteLine();
        foreach (var note in report.Notes)
        {
            output.WriteLine(note);
        }
    }

    private static JsonObject Items(JsonNode[] rows) => new() { ["items"] = new JsonArray(rows) };

    private static JsonObject Row(CostReport report, (string Service, string What) of)
    {
        var row = new JsonObject { ["service"] = of.Service, ["what"] = of.What };
        for (var i = 0; i < report.Bills.Length; i++)
        {
            if (Array.Find(report.Bills[i].Lines, line => (line.Service, line.What) == of) is { } line)
            {
                row["basis"] = line.Basis.ToString().ToLowerInvariant();
                row["price"] = report.Unconfirmed.Contains(line.Meter) ? "not confirmed" : string.Empty;
                row[$"b{i}"] = line.Cost is { } cost ? JsonValue.Create(cost) : "no price";
            }
        }

        return row;
    }

    private static JsonObject Totals(CostReport report)
    {
        var row = new JsonObject { ["service"] = "total" };
        for (var i = 0; i < report.Bills.Length; i++)
        {
            row[$"b{i}"] = report.Bills[i].Total;
        }

        return row;
    }

    private static IEnumerable<JsonNode> Counted(CostReport report)
    {
        yield return Row("symbols", bill => bill.Day.Symbols);
        yield return Row("orchestration turns", bill => PerDay(bill, bill.Day.Turns));
        yield return Row("activities", bill => PerDay(bill, bill.Day.Activities));
        yield return Row("history events", bill => PerDay(bill, bill.Day.HistoryEvents));
        yield return Row("scheduler actions", bill => PerDay(bill, bill.Day.Actions));
        yield return Row("store: point reads", bill => PerDay(bill, bill.Day.Store.Reads));
        yield return Row("store: queries", bill => PerDay(bill, bill.Day.Store.Queries));
        yield return Row("store: transactions", bill => PerDay(bill, bill.Day.Store.Batches));
        yield return Row("store: writes in them", bill => PerDay(bill, bill.Day.Store.Writes));
        yield return Row("store: request units, estimated", bill => PerDay(bill, bill.Day.Store.RequestUnits));
        yield return Row("broker calls", bill => PerDay(bill, bill.Day.Broker));
        yield return Row("market data requests", bill => PerDay(bill, bill.Day.MarketData));
        yield return Row("alerts", bill => PerDay(bill, bill.Day.Alerts));
        yield return Row("orders", bill => PerDay(bill, bill.Day.Orders));

        JsonObject Row(string what, Func<Bill, decimal> figure)
        {
            var row = new JsonObject { ["what"] = what };
            for (var i = 0; i < report.Bills.Length; i++)
            {
                row[string.Create(CultureInfo.InvariantCulture, $"b{i}")] = Math.Round(figure(report.Bills[i]));
            }

            return row;
        }

        static decimal PerDay(Bill bill, decimal figure) => figure / Math.Max(1, bill.Day.Sessions);
    }
}
