using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>A remote market whose last prices are not asked for again within a few seconds: many parts of a host look at the same symbols, and requests are limited.</summary>
public sealed class RecentPrices(IMarketData source, TimeProvider clock) : IMarketData
{
    /// <summary>How long a price is given again. A snapshot keeps the time that it was taken at.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Symbol, (SymbolSnapshot? Snapshot, DateTime AtUtc)> known = new();

    public TimeSpan BarPeriod => source.BarPeriod;

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => source.ListSymbols(cancellationToken);

    public async Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        if (bars > 1)
        {
            return await source.FetchSnapshots(symbols, bars, cancellationToken);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>(symbols.Count);
        var asked = new List<Symbol>();
        foreach (var symbol in symbols)
        {
            if (!known.TryGetValue(symbol, out var last) || now - last.AtUtc >= Life)
            {
                asked.Add(symbol);
            }
            else if (last.Snapshot is { } snapshot)
            {
                snapshots[symbol] = snapshot;
            }
        }

        if (asked.Count > 0)
        {
            var found = await source.FetchSnapshots(asked, bars, cancellationToken);
            foreach (var symbol in asked)
            {
                var snapshot = found.GetValueOrDefault(symbol);
                known[symbol] = (snapshot, now);
                if (snapshot is not null)
                {
                    snapshots[symbol] = snapshot;
                }
            }
        }

        return snapshots;
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
        source.FetchHistory(symbols, fromUtc, toUtc, cancellationToken);
}
