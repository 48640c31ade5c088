using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Costs;

/// <summary>Replays sessions through the pipeline, ingestion and all, and counts what a bill counts.</summary>
internal static class DayMeter
{
    /// <param name="bars">Minute bars; every symbol of them is monitored.</param>
    /// <param name="options">Which sessions.</param>
    /// <exception cref="ReplayException">There is nothing to replay.</exception>
    public static async Task<DayCounts> Measure(
        BarFileContents bars, ReplayOptions options, TradingOptions configuration, PriceList prices, IProgress<ReplayProgress>? progress, CancellationToken cancellationToken)
    {
        if (bars.Period != TimeSpan.FromMinutes(1))
        {
            throw new ReplayException("A bill is counted on minute bars.");
        }

        CountedStore? store = null;
        CountedBroker? broker = null;
        CountedMarket? market = null;
        EngineCounters? engine = null;
        configuration = configuration with { Ingestion = configuration.Ingestion with { Mode = IngestionMode.On } };
        var seams = new ReplaySeams
        {
            Store = inner => store = new CountedStore(inner, prices),
            Broker = inner => broker = new CountedBroker(inner),
            Market = inner => market = new CountedMarket(inner, configuration.Ingestion.ChunkSize),
            TakesIn = true,
            Ended = counters => engine = counters,
        };
        var report = await ReplayRunner.Run(options with { MonitorAll = true }, configuration, bars, seams, progress, cancellationToken);
        return new DayCounts(
            bars.Series.Count,
            report.Sessions,
            engine!.Turns,
            engine.Activities,
            engine.Received,
            // The engines' histories have a mark at the beginning and the end of each turn.
            engine.Received + engine.Asked + (2 * engine.Turns),
            store!.Counts,
            broker!.Calls,
            market!.Requests,
            report.Alerts,
            report.Orders.Submitted);
    }
}
