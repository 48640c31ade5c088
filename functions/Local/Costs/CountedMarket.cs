using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Costs;

/// <summary>A market whose requests are counted, a request for so many symbols as a remote one answers at a time; it changes none of them.</summary>
internal sealed class CountedMarket(IMarketData inner, int symbolsPerRequest) : IMarketData
{
    private long requests;

    public long Requests => Interlocked.Read(ref requests);

    public TimeSpan BarPeriod => inner.BarPeriod;

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        return inner.ListSymbols(cancellationToken);
    }

    public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        Count(symbols);
        return inner.FetchSnapshots(symbols, bars, cancellationToken);
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(
        IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        Count(symbols);
        return inner.FetchHistory(symbols, fromUtc, toUtc, cancellationToken);
    }

    private void Count(IReadOnlyCollection<Symbol> symbols) => Interlocked.Add(ref requests, (symbols.Count + symbolsPerRequest - 1) / symbolsPerRequest);
}
