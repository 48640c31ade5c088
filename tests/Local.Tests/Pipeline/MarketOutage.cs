using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>A market that does not answer from one moment to another.</summary>
internal sealed class MarketOutage(IMarketData market, TimeProvider clock, DateTime fromUtc, DateTime toUtc) : IMarketData
{
    private int calls;

    /// <summary>Snapshots asked for in vain.</summary>
    public int Refused => Volatile.Read(ref calls);

    public TimeSpan BarPeriod => market.BarPeriod;

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => market.ListSymbols(cancellationToken);

    public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now < fromUtc || now >= toUtc)
            return market.FetchSnapshots(symbols, bars, cancellationToken);
        Interlocked.Increment(ref calls);
        return Task.FromException<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(new MarketDataException("the feed is down"));
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
        market.FetchHistory(symbols, fromUtc, toUtc, cancellationToken);
}
