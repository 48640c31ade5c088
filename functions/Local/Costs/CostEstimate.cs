using System.Globalization;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Costs;

/// <summary>Counts days and makes their bills.</summary>
internal static class CostEstimate
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <param name="log">Where the way is told.</param>
    /// <exception cref="ReplayException">There is nothing to replay.</exception>
    /// <exception cref="BarFileException">The bars cannot be read.</exception>
    public static async Task<CostReport> Make(CostWish wish, PriceList prices, TradingOptions configuration, TextWriter log, CancellationToken cancellationToken)
    {
        var scenarios = new List<CostScenario>();
        if (wish.Bars is { } path)
        {
            var options = new ReplayOptions { BarsPath = path, From = wish.From, To = wish.To };
            var bars = ReplayRunner.ReadBars(options, cancellationToken);
            scenarios.Add(await Scenario(bars, options));
        }
        else
        {
            foreach (var symbols in wish.Symbols)
            {
                scenarios.Add(symbols == 0
                    ? new CostScenario("idle", DayCounts.Nothing, 0, 0)
                    : await Scenario(MadeUpDay.Make(symbols), new ReplayOptions { BarsPath = MadeUpDay.Name, From = MadeUpDay.Date, To = MadeUpDay.Date }));
            }
        }

        var model = new CostModel(prices, wish.Backend);
        Bill[] bills = [.. scenarios.Select(model.Of)];
        string[] unconfirmed = [.. prices.Prices.Where(pair => !pair.Value.Confirmed && bills.Any(bill => bill.Lines.Any(line => line.Meter == pair.Key))).Select(pair => pair.Key)];
        return new CostReport(
            prices.Currency, prices.Region, wish.Bars ?? $"{MadeUpDay.Name}, {MadeUpDay.Date:yyyy-MM-dd}", wish.Backend, bills, unconfirmed, [.. Notes(bills, unconfirmed, prices, model)], prices.Prices, prices.Assumptions);

        async Task<CostScenario> Scenario(BarFileContents bars, ReplayOptions options)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{bars.Series.Count} symbols");
            log.WriteLine($"Counting a day of {name} ...");
            var day = await DayMeter.Measure(bars, options, configuration, prices, new Progress(log), cancellationToken);
            return new CostScenario(name, day, wish.Connections, wish.Signals);
        }
    }

    private static IEnumerable<string> Notes(Bill[] bills, string[] unconfirmed, PriceList prices, CostModel model)
    {
        yield return "measured: counted in the replay; estimated: counted, times an assumption; assumed: from what is deployed. Every assumption is in the price list: cost --print-prices.";
        yield return "The replay runs in one process with one cache; several instances of the app read documents again that one process has in memory.";
        foreach (var bill in bills.Where(bill => bill.Unpriced.Length > 0))
        {
            yield return $"{bill.Name}: the total lacks {string.Join(", ", bill.Unpriced)}, for which the price list has no price.";
        }

        foreach (var bill in bills.Where(bill => bill.Day.Actions > 0))
        {
            var (actions, storage) = (model.MillionActions(bill.Day), model.OnStorage(bill.Day));
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{bill.Name}: {actions:0.0} million actions a month of the Durable Task Scheduler, in the place of {storage:0.00} {prices.Currency} of the storage account: it costs less below {storage / actions:0.00} {prices.Currency} a million.");
        }

        if (unconfirmed.Length > 0)
        {
            yield return $"Not confirmed are prices that were not read in a dated document of the provider: {string.Join(", ", unconfirmed)}. Look them up; --prices takes a list with them, --price one of them.";
        }
    }

    /// <summary>One line every few seconds.</summary>
    private sealed class Progress(TextWriter log) : IProgress<ReplayProgress>
    {
        private long last = TimeProvider.System.GetTimestamp();

        public void Report(ReplayProgress value)
        {
            if (TimeProvider.System.GetElapsedTime(last) >= Pause)
            {
                last = TimeProvider.System.GetTimestamp();
                log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Share,6:P0}  {value.AtUtc:yyyy-MM-dd HH:mm}"));
            }
        }
    }
}
