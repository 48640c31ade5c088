using System.Globalization;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys when the fast average crosses above the slow one, sells when it crosses below.</summary>
[Strategy("moving-average-crossover", "Buys when the fast average crosses above the slow one, sells when it crosses below.")]
public sealed class MovingAverageCrossoverStrategy(MovingAverageCrossoverParameters parameters) : ITradingStrategy
{
    public int RequiredBars => parameters.Slow + 1;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var (fast, slow) = (parameters.Fast, parameters.Slow);
        var (fastNow, slowNow) = (Indicators.Sma(closes, fast), Indicators.Sma(closes, slow));
        var (fastBefore, slowBefore) = (Indicators.Sma(closes[..^1], fast), Indicators.Sma(closes[..^1], slow));
        if (fastBefore <= slowBefore && fastNow > slowNow)
        {
            return StrategySignal.Buy(0.6, Reason(fastNow, slowNow));
        }

        return fastBefore >= slowBefore && fastNow < slowNow ? StrategySignal.Sell(0.6, Reason(fastNow, slowNow)) : StrategySignal.Hold;
    }

    private string Reason(double fast, double slow) =>
        string.Create(CultureInfo.InvariantCulture, $"average of {parameters.Fast} bars {fast:0.####}, of {parameters.Slow} bars {slow:0.####}");
}
