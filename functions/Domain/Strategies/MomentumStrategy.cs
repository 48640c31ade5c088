using System.Globalization;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys after a step up, sells after a step down.</summary>
/// <param name="buyAbove">Change from bar to bar above which it buys, 0.005 for 0.5 %.</param>
/// <param name="sellBelow">Change from bar to bar below which it sells.</param>
public sealed class MomentumStrategy(double buyAbove = 0.005, double sellBelow = -0.005) : ITradingStrategy
{
    private readonly double buyAbove = buyAbove > 0 ? buyAbove : throw new ArgumentOutOfRangeException(nameof(buyAbove), buyAbove, "Must be more than 0.");
    private readonly double sellBelow = sellBelow < 0 ? sellBelow : throw new ArgumentOutOfRangeException(nameof(sellBelow), sellBelow, "Must be less than 0.");

    public StrategyId Id { get; } = new("momentum");

    public int RequiredBars => 2;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var change = closes[^1] / closes[^2] - 1;
        var reason = string.Create(CultureInfo.InvariantCulture, $"changed {change * 100:+0.00;-0.00;0.00} %");
        if (change > buyAbove)
        {
            return new StrategySignal(SignalAction.Buy, Confidence(change / buyAbove), reason);
        }

        return change < sellBelow
            ? new StrategySignal(SignalAction.Sell, Confidence(change / sellBelow), reason)
            : new StrategySignal(SignalAction.Hold, 0, reason);
    }

    /// <summary>Half at the threshold, full at three times it.</summary>
    private static double Confidence(double times) => Math.Min(1, 0.5 + 0.25 * (times - 1));
}
