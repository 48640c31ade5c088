using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Simulation.Market;

namespace TradingFunctions.Infra.Simulation.LiveMarket;

/// <summary>The simulated live market as the tape of the simulated exchange.</summary>
public sealed class LiveMarketTape(SimulatedLiveMarket market) : IMarketTape
{
    public bool Has(Symbol symbol) => market.BarsOf(symbol) is not null;

    public bool TryNext(Symbol symbol, DateTime afterUtc, DateTime untilUtc, out Bar bar)
    {
        if (market.BarsOf(symbol) is { } bars && bars.CountAt(afterUtc) is var next && next < bars.Count && bars.EndUtc(next) <= untilUtc)
        {
            bar = bars[next];
            return true;
        }

        bar = default;
        return false;
    }

    public double? LastPrice(Symbol symbol, DateTime atUtc) =>
        market.BarsOf(symbol) is { } bars && bars.CountAt(atUtc) is > 0 and var count ? bars[count - 1].Close : null;
}
