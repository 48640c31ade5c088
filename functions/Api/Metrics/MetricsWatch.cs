using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Api.Metrics;

/// <summary>The pipeline's condition from the recorded series.</summary>
public sealed class MetricsWatch(MetricsStore store, HostGauges gauges) : IMeasurements
{
    private Distribution? before;

    public Measured Measure()
    {
        var reading = gauges.Last;
        var start = (double?)reading?.Account.StartEquity.Amount;
        var (signals, latency) = Latency();
        var strategies = Rows("trading.orders.ended").Concat(Rows("trading.exits")).Concat(Rows("trading.realized_pnl")).Select(row => row["strategy"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new Measured(signals, latency, [.. strategies.Select(Strategy)], reading?.DataAge, []);

        MeasuredStrategy Strategy(string name)
        {
            long Count(string instrument, string tag, string? value = null) =>
                (long)Rows(instrument).Where(row => row["strategy"] == name && (value is null || row[tag] == value)).Sum(row => row.Reading.Value);

            var realized = Rows("trading.realized_pnl").Where(row => row["strategy"] == name).Sum(row => row.Reading.Value);
            return new MeasuredStrategy(
                name, Count("trading.orders.ended", "end"), Count("trading.orders.ended", "end", "filled"), Count("trading.exits", "result", "win"), Count("trading.exits", "result", "loss"),
                start > 0 ? realized / start.Value : null);
        }
    }

    /// <summary>Of the signals that were answered since the last time.</summary>
    private (long Signals, TimeSpan? P99) Latency()
    {
        var now = Rows("trading.signal.duration").FirstOrDefault(row => row["step"] == "total")?.Reading.Distribution;
        var since = now is null || before is null ? now : now.Since(before);
        before = now;
        return since is { Count: > 0 } ? (since.Count, TimeSpan.FromSeconds(since.Quantile(0.99))) : (0, null);
    }

    private IEnumerable<SeriesRow> Rows(string instrument) => store.Find(instrument) is { } series ? series.Rows() : [];
}
