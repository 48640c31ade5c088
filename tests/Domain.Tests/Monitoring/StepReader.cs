using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Tests.Monitoring;

/// <summary>One strategy that buys after a bar up and sells after a bar down, with a confidence and a reason of its own.</summary>
internal sealed class StepReader : IStrategyReader
{
    public static readonly StrategyId Strategy = new("step");

    /// <summary>What it was asked: bars in the window, and whether it holds a position.</summary>
    public List<(int Bars, bool HasPosition)> Asked { get; } = [];

    public bool IsOn { get; init; } = true;

    public bool LooksAfterItsOwn { get; init; } = true;

    public bool Enters(StrategyId strategy, DateTime atUtc) => IsOn && strategy == Strategy;

    public bool LooksAfter(StrategyId strategy, DateTime atUtc) => LooksAfterItsOwn && strategy == Strategy;

    public StrategySignal? Read(StrategyId strategy, Symbol symbol, in BarWindow bars, in PositionContext position, DateTime atUtc)
    {
        Asked.Add((bars.Count, !position.IsFlat));
        var closes = bars.Closes;
        if (strategy != Strategy || !LooksAfterItsOwn)
        {
            return null;
        }

        return closes.Length < 2 || closes[^1] == closes[^2] ? StrategySignal.Hold
            : closes[^1] > closes[^2] ? StrategySignal.Buy(0.9, "up")
            : StrategySignal.Sell(0.8, "down");
    }
}
