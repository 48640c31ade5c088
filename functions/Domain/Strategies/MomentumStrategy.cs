using System.Globalization;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys after a step up, sells after a step down.</summary>
[Strategy("momentum", "Buys after a step up, sells after a step down.")]
public sealed class MomentumStrategy(MomentumParameters parameters) : ITradingStrategy
{
    public int RequiredBars => 2;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var change = closes[^1] / closes[^2] - 1;
        if (change > parameters.BuyAbove)
        {
            return StrategySignal.Buy(Confidence(change / parameters.BuyAbove), Reason(change));
        }

        return change < parameters.SellBelow ? StrategySignal.Sell(Confidence(change / parameters.SellBelow), Reason(change)) : StrategySignal.Hold;
    }

    /// <summary>Half at the threshold, full at three times it.</summary>
    private static double Confidence(double times) => Math.Min(1, 0.5 + 0.25 * (times - 1));

    private static string Reason(double change) => string.Create(CultureInfo.InvariantCulture, $"changed {change * 100:+0.00;-0.00;0.00} %");
}
