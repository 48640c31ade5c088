using System.Collections.Frozen;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Signals;

/// <summary>The symbols of the market, kept so that a request does not ask for the list.</summary>
public sealed class SymbolDirectory(IMarketData market)
{
    /// <summary>How long an unknown symbol is answered from the list at hand.</summary>
    private static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(5);

    private volatile FrozenSet<Symbol> symbols = [];
    private long readAt;

    public async ValueTask<bool> Knows(Symbol symbol, CancellationToken cancellationToken)
    {
        if (symbols.Contains(symbol))
        {
            return true;
        }

        // Wall time: protects the source from a flood of bad requests, whatever the market's clock does.
        if (readAt != 0 && TimeProvider.System.GetElapsedTime(readAt) < MinimumAge)
        {
            return false;
        }

        symbols = (await market.ListSymbols(cancellationToken)).ToFrozenSet();
        readAt = TimeProvider.System.GetTimestamp();
        return symbols.Contains(symbol);
    }
}
