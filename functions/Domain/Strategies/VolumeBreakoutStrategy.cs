using System.Globalization;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys a close above the highest high of the bars before it on unusual volume; sells a close below their lowest low, on any volume.</summary>
[Strategy("volume-breakout", "Buys a close above the range of the bars before it on unusual volume; sells a close below it, on any volume.", NeedsVolume = true)]
public sealed class VolumeBreakoutStrategy(VolumeBreakoutParameters parameters) : ITradingStrategy
{
    public int RequiredBars => parameters.Lookback + 1;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var bars = input.Bars;
        if (bars.Count < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var close = bars.Closes[^1];
        var high = Highest(bars.Highs[^RequiredBars..^1]);
        var low = Lowest(bars.Lows[^RequiredBars..^1]);
        var volume = Indicators.RelativeVolume(bars.Volumes, parameters.Lookback);
        if (close > high && volume >= parameters.VolumeFactor)
        {
            return StrategySignal.Buy(Math.Min(1, 0.5 + 0.25 * (volume / parameters.VolumeFactor)), Reason(close, low, high, volume));
        }

        return close < low ? StrategySignal.Sell(0.75, Reason(close, low, high, volume)) : StrategySignal.Hold;
    }

    private static string Reason(double close, double low, double high, double volume) =>
        string.Create(CultureInfo.InvariantCulture, $"close {close:0.####}, range {low:0.####} to {high:0.####}, volume {volume:0.00} times the mean");

    private static double Highest(ReadOnlySpan<double> values)
    {
        var highest = double.NegativeInfinity;
        foreach (var value in values)
        {
            highest = Math.Max(highest, value);
        }

        return highest;
    }

    private static double Lowest(ReadOnlySpan<double> values)
    {
        var lowest = double.PositiveInfinity;
        foreach (var value in values)
        {
            lowest = Math.Min(lowest, value);
        }

        return lowest;
    }
}
