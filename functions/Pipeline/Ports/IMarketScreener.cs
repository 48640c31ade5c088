using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>Lists that a broker or data vendor makes of the whole market. They may name symbols that nobody wants: whoever asks filters.</summary>
public interface IMarketScreener
{
    /// <summary>Symbols by volume of the session, most first.</summary>
    /// <param name="top">1 to 100.</param>
    /// <exception cref="MarketDataException">The source did not answer.</exception>
    Task<IReadOnlyList<Symbol>> MostActive(int top, CancellationToken cancellationToken);

    /// <summary>Symbols that rose and that fell most since the last close, strongest first.</summary>
    /// <param name="top">Of each, 1 to 50.</param>
    /// <exception cref="MarketDataException">The source did not answer.</exception>
    Task<Movers> Movers(int top, CancellationToken cancellationToken);
}

public sealed record Movers(IReadOnlyList<Symbol> Gainers, IReadOnlyList<Symbol> Losers);
