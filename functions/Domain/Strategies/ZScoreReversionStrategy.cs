using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys far below the mean, sells far above it, and closes a long position once the price is back.</summary>
[Strategy("z-score-reversion", "Buys far below the mean, sells far above it, and closes a long position once the price is back.")]
public sealed class ZScoreReversionStrategy(ZScoreReversionParameters parameters) : ITradingStrategy
{
    public int RequiredBars => parameters.Period;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var z = Indicators.ZScore(closes, parameters.Period);
        if (z < -parameters.Entry)
        {
            return StrategySignal.Buy(Confidence(z), Reason(z));
        }

        if (z > parameters.Entry)
        {
            return StrategySignal.Sell(Confidence(z), Reason(z));
        }

        return !input.Position.IsFlat && input.Position.Side == Side.Buy && z >= parameters.Exit ? StrategySignal.Sell(0.5, Reason(z)) : StrategySignal.Hold;
    }

    /// <summary>Half at the threshold, full at twice it.</summary>
    private double Confidence(double z) => Math.Min(1, 0.5 * Math.Abs(z) / parameters.Entry);

    private string Reason(double z) => string.Create(CultureInfo.InvariantCulture, $"{z:+0.00;-0.00;0.00} deviations from the mean of {parameters.Period} bars");
}
