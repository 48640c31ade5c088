using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading.Watching;

/// <summary>How old the newest price of the market is: silence of all symbols is a fault of the source, not of a symbol.</summary>
public sealed class MarketPulse(IMarketData market, TimeProvider clock)
{
    /// <summary>Symbols looked at besides those held.</summary>
    private const int Probes = 5;

    private IReadOnlyList<Symbol>? listed;
    private DateTime newestUtc;

    /// <summary>Time of an open session that has passed without a price; null while the market is closed, or has no symbols.</summary>
    /// <remarks>A source that does not answer is as silent as one that has nothing to say.</remarks>
    public async Task<TimeSpan?> Silence(AccountState state, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (ExchangeCalendar.OpenSession(now) is not { } session)
        {
            return null;
        }

        try
        {
            listed ??= await market.ListSymbols(cancellationToken);
            var held = state.Symbols.Where(pair => !pair.Value.Position.IsFlat).Select(pair => pair.Key);
            Symbol[] asked = [.. held.Concat(listed.Take(Probes)).Distinct()];
            if (asked.Length == 0)
            {
                return null;
            }

            foreach (var (_, snapshot) in await market.FetchSnapshots(asked, 1, cancellationToken))
            {
                newestUtc = snapshot.LastPriceUtc > newestUtc ? snapshot.LastPriceUtc : newestUtc;
            }
        }
        catch (MarketDataException)
        {
            // What was last seen grows old.
        }

        var since = newestUtc > session.OpenUtc ? newestUtc : session.OpenUtc;
        return now > since ? now - since : TimeSpan.Zero;
    }
}
