using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Strategies;

namespace MyStrategy;

/// <summary>Buys a close that is well below its average, sells once it is back. Replace the rule by your own.</summary>
[Strategy("my-strategy", "Buys well below the average, sells once the price is back at it.")]
public sealed class ClassNameStrategy(ClassNameParameters parameters) : ITradingStrategy
{
    // The newest so many bars are what Evaluate is given; fewer only where there are no more.
    public int RequiredBars => parameters.Period;

    // Pure: no fields that change, no clock, no files. It is called for many symbols, from several threads at once.
    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var average = Indicators.Sma(closes, parameters.Period);
        var distance = closes[^1] / average - 1;
        if (input.Position.IsFlat)
        {
            return distance < -parameters.Discount ? StrategySignal.Buy(0.6, Reason(distance)) : StrategySignal.Hold;
        }

        return distance >= 0 ? StrategySignal.Sell(0.6, Reason(distance)) : StrategySignal.Hold;
    }

    private static string Reason(double distance) => string.Create(CultureInfo.InvariantCulture, $"{distance * 100:+0.00;-0.00} % from the average");
}
