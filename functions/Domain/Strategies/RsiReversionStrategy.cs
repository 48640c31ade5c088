using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys what has fallen too far and sells what has risen too far, by Wilder's relative strength index.</summary>
public sealed class RsiReversionStrategy : ITradingStrategy
{
    // Of the average that Wilder's recurrence begins with, (1 - 1/14)^(8*14) is left: less than 0.03 %.
    private const int Periods = 9;

    private readonly int period;
    private readonly double oversold;
    private readonly double overbought;

    /// <param name="period">Changes averaged, 2 to 1000.</param>
    /// <param name="oversold">Index below which it buys, above 0 and below <paramref name="overbought"/>.</param>
    /// <param name="overbought">Index above which it sells, below 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its bounds.</exception>
    public RsiReversionStrategy(int period = 14, double oversold = 30, double overbought = 70)
    {
        this.period = StrategyBounds.Within(period, 2, 1000);
        this.overbought = StrategyBounds.Between(overbought, 0, 100);
        this.oversold = StrategyBounds.Between(oversold, 0, overbought);
    }

    public StrategyId Id { get; } = new("rsi-reversion");

    public int RequiredBars => Periods * period + 1;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        // Always the same number of bars: how much history a host has at hand must not change the signal.
        var rsi = Indicators.Rsi(closes[^RequiredBars..], period);
        var reason = string.Create(CultureInfo.InvariantCulture, $"relative strength of {period} bars {rsi:0.0}");
        if (rsi < oversold)
        {
            return new StrategySignal(SignalAction.Buy, 0.5 + 0.5 * (oversold - rsi) / oversold, reason);
        }

        return rsi > overbought
            ? new StrategySignal(SignalAction.Sell, 0.5 + 0.5 * (rsi - overbought) / (100 - overbought), reason)
            : new StrategySignal(SignalAction.Hold, 0, reason);
    }
}
