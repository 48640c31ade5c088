using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>What a strategy wants.</summary>
/// <param name="Action">BUY opens a long position and closes a short one; SELL closes a long one, and opens a short one where the strategy may.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">For people; the first 200 characters are kept.</param>
public sealed record StrategySignal(SignalAction Action, double Confidence, string Reason)
{
    /// <summary>Nothing to do. Given again and again, so it is one object.</summary>
    public static StrategySignal Hold { get; } = new(SignalAction.Hold, 0, "nothing to do");

    public static StrategySignal TooFewBars { get; } = new(SignalAction.Hold, 0, "too few bars");

    public static StrategySignal Buy(double confidence, string reason) => new(SignalAction.Buy, confidence, reason);

    public static StrategySignal Sell(double confidence, string reason) => new(SignalAction.Sell, confidence, reason);
}
