using System.Globalization;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys what has fallen too far and sells what has risen too far, by Wilder's relative strength index.</summary>
[Strategy("rsi-reversion", "Buys what has fallen too far and sells what has risen too far, by Wilder's relative strength index.")]
public sealed class RsiReversionStrategy(RsiReversionParameters parameters) : ITradingStrategy
{
    // Of the average that Wilder's recurrence begins with, (1 - 1/14)^(8*14) is left: less than 0.03 %.
    private const int Periods = 9;

    public int RequiredBars => Periods * parameters.Period + 1;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        // Always the same number of bars: how much history a host has at hand must not change the signal.
        var rsi = Indicators.Rsi(closes[^RequiredBars..], parameters.Period);
        var (oversold, overbought) = (parameters.Oversold, parameters.Overbought);
        if (rsi < oversold)
        {
            return StrategySignal.Buy(0.5 + 0.5 * (oversold - rsi) / oversold, Reason(rsi));
        }

        return rsi > overbought ? StrategySignal.Sell(0.5 + 0.5 * (rsi - overbought) / (100 - overbought), Reason(rsi)) : StrategySignal.Hold;
    }

    private string Reason(double rsi) => string.Create(CultureInfo.InvariantCulture, $"relative strength of {parameters.Period} bars {rsi:0.0}");
}
