using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>
/// A remote market with its bars out of the store: last prices, quotes and the newest bar are asked for in chunks, older bars are not asked for again. A symbol whose stored bars do not reach
/// that newest bar, because ingestion is behind or does not have it, is asked for in full: a window is never older than the source's.
/// </summary>
public sealed class IngestedMarket(IMarketData source, BarStore bars, int chunkSize, TimeProvider clock) : IMarketData
{
    /// <summary>Sessions that windows of bars reach back over.</summary>
    private const int Sessions = 3;

    /// <summary>Stored bars that are behind are not read more often: ingestion comes once a minute.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Symbol, Kept> kept = new();

    public TimeSpan BarPeriod => source.BarPeriod;

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => source.ListSymbols(cancellationToken);

    public async Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>(symbols.Count);
        foreach (var chunk in symbols.Chunk(chunkSize))
        {
            var behind = new List<Symbol>();
            foreach (var (symbol, snapshot) in await source.FetchSnapshots(chunk, 1, cancellationToken))
            {
                var window = await Stored(symbol, snapshot, bars, cancellationToken);
                snapshots[symbol] = window.IsEmpty ? snapshot : snapshot with { Bars = window };
                if (!Reaches(window, snapshot))
                {
                    behind.Add(symbol);
                }
            }

            if (behind.Count > 0 && bars > 1)
            {
                foreach (var (symbol, snapshot) in await source.FetchSnapshots(behind, bars, cancellationToken))
                {
                    snapshots[symbol] = snapshot;
                }
            }
        }

        return snapshots;
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
        source.FetchHistory(symbols, fromUtc, toUtc, cancellationToken);

    private static bool Reaches(BarWindow stored, SymbolSnapshot snapshot) =>
        snapshot.Bars.IsEmpty || (!stored.IsEmpty && stored.Last.EndUtc >= snapshot.Bars.Last.EndUtc);

    private async Task<BarWindow> Stored(Symbol symbol, SymbolSnapshot snapshot, int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (kept.TryGetValue(symbol, out var known)
            && (now - known.ReadUtc < Pause || (!snapshot.Bars.IsEmpty && Reaches(known.Series.WindowAt(snapshot.AsOfUtc, 1), snapshot))))
        {
            return known.Series.WindowAt(snapshot.AsOfUtc, most);
        }

        var sessions = Recent(now);
        var earlier = known is not null && known.Newest == sessions[^1] ? known.Earlier : await Read(symbol, sessions[..^1], cancellationToken);
        var series = new BarSeries(symbol, 390 * Sessions);
        var today = await bars.ReadBars(sessions[^1], symbol, cancellationToken);
        foreach (var bar in earlier.Concat(today))
        {
            series.Append(bar);
        }

        kept[symbol] = new Kept(series, sessions[^1], earlier, now);
        return series.WindowAt(snapshot.AsOfUtc, most);
    }

    private async Task<Bar[]> Read(Symbol symbol, DateOnly[] sessions, CancellationToken cancellationToken)
    {
        var all = new List<Bar>();
        foreach (var session in sessions)
        {
            all.AddRange(await bars.ReadBars(session, symbol, cancellationToken));
        }

        return [.. all];
    }

    /// <summary>Sessions up to now, oldest first.</summary>
    private static DateOnly[] Recent(DateTime nowUtc)
    {
        var today = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(nowUtc));
        var sessions = new Stack<DateOnly>();
        for (var date = ExchangeCalendar.SessionOn(today)?.Date ?? ExchangeCalendar.PreviousSession(today).Date; sessions.Count < Sessions; date = ExchangeCalendar.PreviousSession(date).Date)
        {
            sessions.Push(date);
        }

        return [.. sessions];
    }

    /// <summary>What is known of a symbol.</summary>
    /// <param name="Newest">Its newest session, whose bars still come; those of the sessions before are read once.</param>
    private sealed record Kept(BarSeries Series, DateOnly Newest, Bar[] Earlier, DateTime ReadUtc);
}
