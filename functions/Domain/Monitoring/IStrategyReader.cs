using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Gives strategies' signals by name to plans that go by them. Times are those of checks.</summary>
public interface IStrategyReader
{
    /// <summary>What a strategy says at the end of the newest of the bars.</summary>
    /// <returns>Null where there is no such strategy, or it does not run.</returns>
    StrategySignal? Read(StrategyId strategy, Symbol symbol, in BarWindow bars, in PositionContext position, DateTime atUtc);

    /// <summary>Whether entries of a strategy, or of the planner under its name, are made.</summary>
    bool Enters(StrategyId strategy, DateTime atUtc);

    /// <summary>Whether a strategy looks after the positions that it opened: also one that is switched off.</summary>
    bool LooksAfter(StrategyId strategy, DateTime atUtc);
}
