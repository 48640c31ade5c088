using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>
/// A remote market with its bars out of the store: quotes and last prices are asked for in chunks, past bars are not asked for again. Bars of a session are kept in memory and read anew
/// when they have aged.
/// </summary>
public sealed class IngestedMarket(IMarketData source, BarStore bars, int chunkSize, TimeProvider clock) : IMarketData
{
    /// <summary>Sessions that windows of bars reach back over.</summary>
    private const int Sessions = 3;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Symbol, (BarSeries Series, DateTime ReadUtc)> kept = new();

    public TimeSpan BarPeriod => source.BarPeriod;

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => source.ListSymbols(cancellationToken);

    public async Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>(symbols.Count);
        foreach (var chunk in symbols.Chunk(chunkSize))
        {
            foreach (var (symbol, snapshot) in await source.FetchSnapshots(chunk, 1, cancellationToken))
            {
                var window = (await Series(symbol, cancellationToken)).WindowAt(snapshot.AsOfUtc, bars);
                snapshots[symbol] = window.IsEmpty ? snapshot : snapshot with { Bars = window };
            }
        }

        return snapshots;
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
        source.FetchHistory(symbols, fromUtc, toUtc, cancellationToken);

    private async Task<BarSeries> Series(Symbol symbol, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (kept.TryGetValue(symbol, out var known) && now - known.ReadUtc < Life)
        {
            return known.Series;
        }

        var series = new BarSeries(symbol, 390 * Sessions);
        foreach (var session in Recent(now))
        {
            foreach (var bar in await bars.ReadBars(session, symbol, cancellationToken))
            {
                series.Append(bar);
            }
        }

        kept[symbol] = (series, now);
        return series;
    }

    /// <summary>Sessions up to now, oldest first.</summary>
    private static IEnumerable<DateOnly> Recent(DateTime nowUtc)
    {
        var today = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(nowUtc));
        var sessions = new Stack<DateOnly>();
        for (var date = ExchangeCalendar.SessionOn(today)?.Date ?? ExchangeCalendar.PreviousSession(today).Date; sessions.Count < Sessions; date = ExchangeCalendar.PreviousSession(date).Date)
        {
            sessions.Push(date);
        }

        return sessions;
    }
}
