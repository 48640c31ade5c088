using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys a close above the highest high of the bars before it on unusual volume; sells a close below their lowest low, on any volume.</summary>
public sealed class VolumeBreakoutStrategy : ITradingStrategy
{
    private readonly int lookback;
    private readonly double volumeFactor;

    /// <param name="lookback">Bars whose range is broken, 2 to 1000.</param>
    /// <param name="volumeFactor">Volume over its mean of these bars that a purchase needs, above 0 and below 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its bounds.</exception>
    public VolumeBreakoutStrategy(int lookback = 20, double volumeFactor = 1.5)
    {
        this.lookback = StrategyBounds.Within(lookback, 2, 1000);
        this.volumeFactor = StrategyBounds.Between(volumeFactor, 0, 100);
    }

    public StrategyId Id { get; } = new("volume-breakout");

    public int RequiredBars => lookback + 1;

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
        var volume = Indicators.RelativeVolume(bars.Volumes, lookback);
        var reason = string.Create(CultureInfo.InvariantCulture, $"close {close:0.####}, range {low:0.####} to {high:0.####}, volume {volume:0.00} times the mean");
        if (close > high && volume >= volumeFactor)
        {
            return new StrategySignal(SignalAction.Buy, Math.Min(1, 0.5 + 0.25 * (volume / volumeFactor)), reason);
        }

        return close < low ? new StrategySignal(SignalAction.Sell, 0.75, reason) : new StrategySignal(SignalAction.Hold, 0, reason);
    }

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
