using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Api.Metrics;

/// <summary>Puts what the instruments have recorded into words: the same series that the Prometheus text shows.</summary>
/// <param name="wall">The wall's clock.</param>
public sealed class MetricsReport(MetricsStore store, HostGauges gauges, Throughput throughput, TimeProvider wall)
{
    private static readonly string[] Successes = ["executed", "working", "partiallyFilled", "held"];

    private readonly DateTime startedUtc = wall.GetUtcNow().UtcDateTime;

    /// <summary>Notes how many signals were answered so far; the host calls it every few seconds.</summary>
    public void Sample() => throughput.Sample(store.Find("trading.signals")?.Read().Sum(reading => reading.Value) ?? 0);

    public MetricsAnswer Read()
    {
        var instruments = store.Collect().ToDictionary(series => series.Instrument.Name, StringComparer.Ordinal);
        var now = wall.GetUtcNow().UtcDateTime;
        var reading = gauges.Last;
        return new MetricsAnswer(
            now,
            startedUtc,
            Signals(instruments),
            Strategies(instruments, reading),
            Counts(instruments, "trading.denials", "code"),
            reading is null ? null : Account(reading),
            reading is null ? null : new QueueMetrics(reading.Queue.Waiting, reading.Queue.Poisoned, Seconds(reading.QueueAge), Latencies(instruments, "trading.queue.wait").FirstOrDefault()),
            reading is null ? null : new DataMetrics(reading.DataAge is { } age ? Seconds(age) : null),
            Routes(instruments),
            Latencies(instruments, "trading.broker.duration", "operation", "outcome"),
            Latencies(instruments, "trading.activity.duration", "activity", "outcome"),
            [.. Rows(instruments, "trading.notifications").Select(row => new NotificationMetrics(row["channel"], row["outcome"], (long)row.Reading.Value))],
            Process(instruments, now));
    }

    private SignalMetrics Signals(Dictionary<string, InstrumentSeries> instruments)
    {
        var total = Rows(instruments, "trading.signals").Sum(row => row.Reading.Value);
        return new SignalMetrics(
            (long)total, throughput.PerSecond(total), Counts(instruments, "trading.signals", "status"), Counts(instruments, "trading.signals", "source"), Latencies(instruments, "trading.signal.duration", "step"));
    }

    private static StrategyMetrics[] Strategies(Dictionary<string, InstrumentSeries> instruments, HostReading? reading)
    {
        string[] sources = ["trading.signals", "trading.orders", "trading.orders.ended", "trading.fills", "trading.exits"];
        var names = sources.SelectMany(name => Rows(instruments, name)).Select(row => row["strategy"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. names.Select(Of)];

        StrategyMetrics Of(string strategy)
        {
            var answered = Sum("trading.signals");
            var good = Rows(instruments, "trading.signals").Where(row => row["strategy"] == strategy && Successes.Contains(row["status"], StringComparer.Ordinal)).Sum(row => row.Reading.Value);
            var ended = Sum("trading.orders.ended");
            var filled = Sum("trading.orders.ended", "end", "filled");
            var (wins, losses) = (Sum("trading.exits", "result", "win"), Sum("trading.exits", "result", "loss"));
            var realized = Math.Round(Sum("trading.realized_pnl"), 2);
            var start = (double?)reading?.Account.StartEquity.Amount;
            return new StrategyMetrics(
                strategy, (long)answered, Share(good, answered), (long)Sum("trading.orders"), (long)ended, (long)filled, Share(filled, ended), (long)Sum("trading.fills"),
                (long)wins, (long)losses, Share(wins, wins + losses), realized, start > 0 ? Math.Round(realized / start.Value, 8) : null);

            double Sum(string name, string? tag = null, string? value = null) =>
                Rows(instruments, name).Where(row => row["strategy"] == strategy && (tag is null || row[tag] == value)).Sum(row => row.Reading.Value);
        }
    }

    private static AccountMetrics Account(HostReading reading) => new(
        reading.Account.AsOfUtc, reading.Account.State, reading.Account.Equity, reading.Account.Cash, reading.Account.Exposure, reading.Net, reading.Account.ReservedExposure,
        reading.Concentration, reading.Largest, reading.Account.Drawdown, reading.Account.Positions.Length, reading.Account.WorkingOrders);

    private static RouteMetrics[] Routes(Dictionary<string, InstrumentSeries> instruments) =>
    [
        .. Rows(instruments, "http.server.request.duration").GroupBy(row => (Method: row["http.request.method"], Route: row["http.route"])).Select(group =>
        {
            var all = group.First().Reading.Distribution!.Copy();
            foreach (var row in group.Skip(1))
            {
                all.Merge(row.Reading.Distribution!);
            }

            long Errors(char kind) => group.Where(row => row["http.response.status_code"].StartsWith(kind)).Sum(row => row.Reading.Distribution!.Count);
            return new RouteMetrics(group.Key.Method, group.Key.Route.Length == 0 ? "(none)" : group.Key.Route, all.Count, Errors('4'), Errors('5'), Latency("all", all));
        }),
    ];

    private ProcessMetrics Process(Dictionary<string, InstrumentSeries> instruments, DateTime now)
    {
        var uptime = Math.Max((now - startedUtc).TotalSeconds, 0.001);
        var cpu = Total("dotnet.process.cpu.time");
        return new ProcessMetrics(
            Math.Round(uptime, 3), Math.Round(cpu, 3), Math.Round(Math.Min(cpu / uptime / Environment.ProcessorCount, 1), 4), (long)Total("dotnet.process.memory.working_set"), Math.Round(Total("dotnet.gc.pause.time"), 4), (long)Total("dotnet.gc.heap.total_allocated"));

        double Total(string name) => Rows(instruments, name).Sum(row => row.Reading.Value);
    }

    private static CountAnswer[] Counts(Dictionary<string, InstrumentSeries> instruments, string name, string tag) =>
    [
        .. Rows(instruments, name).GroupBy(row => row[tag], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new CountAnswer(group.Key, (long)group.Sum(row => row.Reading.Value))),
    ];

    private static LatencyAnswer[] Latencies(Dictionary<string, InstrumentSeries> instruments, string name, params string[] tags) =>
        [.. Rows(instruments, name).Select(row => Latency(tags.Length == 0 ? name : string.Join(' ', tags.Select(tag => row[tag])), row.Reading.Distribution!))];

    private static LatencyAnswer Latency(string name, Distribution times)
    {
        return new LatencyAnswer(name, times.Count, Milliseconds(times.Mean), Milliseconds(times.Quantile(0.5)), Milliseconds(times.Quantile(0.95)), Milliseconds(times.Quantile(0.99)), Milliseconds(times.Max));

        static double Milliseconds(double seconds) => Math.Round(seconds * 1000, 3);
    }

    private static double? Share(double part, double whole) => whole > 0 ? Math.Round(part / whole, 6) : null;

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private static IEnumerable<SeriesRow> Rows(Dictionary<string, InstrumentSeries> instruments, string name) =>
        instruments.TryGetValue(name, out var series) ? series.Rows() : [];
}
