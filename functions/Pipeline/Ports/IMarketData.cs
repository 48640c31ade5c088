using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>The market as a host sees it: recorded, simulated or live. Nothing later than the host's clock is ever given.</summary>
public interface IMarketData
{
    /// <summary>Length of this source's own bars; one day for daily bars, which end at the session's close.</summary>
    TimeSpan BarPeriod { get; }

    /// <summary>All symbols the source has.</summary>
    Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken);

    /// <summary>State of many symbols in one call. A symbol without data is absent.</summary>
    /// <param name="bars">How many of the newest bars each snapshot's window holds at most.</param>
    /// <exception cref="MarketDataException">The source did not answer.</exception>
    Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken);

    /// <summary>Bars of the source's own period that end in (from, to].</summary>
    Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken);
}

/// <summary>A market-data source failed. The caller may try again.</summary>
public sealed class MarketDataException(string message, Exception? inner = null) : Exception(message, inner);
