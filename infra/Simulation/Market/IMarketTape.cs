using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Simulation.Market;

/// <summary>What was traded when: the bars that the simulated exchange matches orders against. It answers for any time, so callers must not look ahead of their clock.</summary>
public interface IMarketTape
{
    bool Has(Symbol symbol);

    /// <summary>The first bar of a symbol that ends in (after, until].</summary>
    bool TryNext(Symbol symbol, DateTime afterUtc, DateTime untilUtc, out Bar bar);

    /// <summary>Close of the newest bar that ended at this time or before, dollars; null before the first.</summary>
    double? LastPrice(Symbol symbol, DateTime atUtc);
}
