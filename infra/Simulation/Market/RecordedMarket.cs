using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Simulation.Market;

/// <summary>Recorded bars as a market: a bar is there from its end, by the host's clock, and not a moment earlier.</summary>
/// <remarks>Safe for any number of readers: nothing changes after construction, and windows share the series' arrays.</remarks>
public sealed class RecordedMarket : IMarketData, IMarketTape
{
    private readonly Dictionary<Symbol, BarSeries> seriesOf;
    private readonly Symbol[] symbols;
    private readonly long[] ends;
    private readonly TimeProvider clock;

    /// <param name="series">Bars of one period, at most one series per symbol.</param>
    /// <param name="period">Length of a bar; one day for daily bars.</param>
    /// <exception cref="ArgumentException">A symbol comes twice, or the period is not positive.</exception>
    public RecordedMarket(IEnumerable<BarSeries> series, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        this.clock = clock;
        BarPeriod = period;
        seriesOf = series.ToDictionary(s => s.Symbol);
        symbols = [.. seriesOf.Keys.Order()];
        ends = DistinctEnds(seriesOf.Values);
    }

    public TimeSpan BarPeriod { get; }

    /// <summary>Bars of all symbols, past and future.</summary>
    public int TotalBars => seriesOf.Values.Sum(s => s.Count);

    /// <summary>When the first bar of any symbol begins; null without bars.</summary>
    public DateTime? StartUtc => seriesOf.Values.Where(s => s.Count > 0).Select(s => (DateTime?)s[0].StartUtc).Min();

    /// <summary>When the last bar of any symbol ends; null without bars.</summary>
    public DateTime? EndUtc => ends.Length == 0 ? null : Utc(ends[^1]);

    /// <summary>When the next bar of any symbol ends: the market's next event. Null after the last.</summary>
    public DateTime? NextEventUtc(DateTime afterUtc)
    {
        var at = Array.BinarySearch(ends, afterUtc.Ticks);
        var next = at >= 0 ? at + 1 : ~at;
        return next < ends.Length ? Utc(ends[next]) : null;
    }

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Symbol>>(symbols);

    public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(
        IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>(symbols.Count);
        foreach (var symbol in symbols)
        {
            if (seriesOf.TryGetValue(symbol, out var series) && series.CountAt(now) > 0)
            {
                snapshots[symbol] = Snapshots.Of(series, now, bars);
            }
        }

        return Task.FromResult<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(snapshots);
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(
        IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Task.FromResult(Snapshots.History(symbols, seriesOf, fromUtc, toUtc < now ? toUtc : now));
    }

    public bool Has(Symbol symbol) => seriesOf.ContainsKey(symbol);

    public bool TryNext(Symbol symbol, DateTime afterUtc, DateTime untilUtc, out Bar bar)
    {
        if (seriesOf.TryGetValue(symbol, out var series) && series.CountAt(afterUtc) is var next && next < series.Count && series.EndUtc(next) <= untilUtc)
        {
            bar = series[next];
            return true;
        }

        bar = default;
        return false;
    }

    public double? LastPrice(Symbol symbol, DateTime atUtc) =>
        seriesOf.TryGetValue(symbol, out var series) && series.CountAt(atUtc) is > 0 and var count ? series[count - 1].Close : null;

    private static long[] DistinctEnds(IEnumerable<BarSeries> all)
    {
        var distinct = new HashSet<long>();
        foreach (var series in all)
        {
            for (var i = 0; i < series.Count; i++)
            {
                distinct.Add(series.EndUtc(i).Ticks);
            }
        }

        var sorted = distinct.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
