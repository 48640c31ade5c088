using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>The strategies' signals of one check: each strategy is asked once per bar, however many conditions go by it.</summary>
internal sealed class StrategyReadings(IStrategyReader reader, Symbol symbol, BarWindow bars, PositionContext position, DateTime checkUtc)
{
    private readonly List<(StrategyId Strategy, StrategySignal? Signal)> known = [];
    private int knownBars;

    /// <summary>The signal after so many of the bars.</summary>
    public StrategySignal? After(int count, StrategyId strategy)
    {
        if (knownBars != count)
        {
            known.Clear();
            knownBars = count;
        }

        foreach (var (other, signal) in known)
        {
            if (other == strategy)
            {
                return signal;
            }
        }

        // Another strategy's position is not its own: to it the symbol is free.
        var own = position.Strategy == strategy ? position : default;
        var read = reader.Read(strategy, symbol, bars.First(count), own, checkUtc);
        known.Add((strategy, read));
        return read;
    }

    public bool Enters(StrategyId strategy) => reader.Enters(strategy, checkUtc);

    public bool LooksAfter(StrategyId strategy) => reader.LooksAfter(strategy, checkUtc);
}
