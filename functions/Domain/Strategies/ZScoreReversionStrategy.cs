using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys far below the mean, sells far above it, and closes a long position once the price is back.</summary>
public sealed class ZScoreReversionStrategy : ITradingStrategy
{
    private readonly int period;
    private readonly double entry;
    private readonly double exit;

    /// <param name="period">Closes in mean and deviation, 3 to 1000.</param>
    /// <param name="entry">Sample standard deviations from the mean beyond which it trades, above 0 and below 10.</param>
    /// <param name="exit">Deviations at or above which a long position is closed, between -entry and entry.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its bounds.</exception>
    public ZScoreReversionStrategy(int period = 20, double entry = 2, double exit = 0)
    {
        this.period = StrategyBounds.Within(period, 3, 1000);
        this.entry = StrategyBounds.Between(entry, 0, 10);
        this.exit = StrategyBounds.Between(exit, -entry, entry);
    }

    public StrategyId Id { get; } = new("z-score-reversion");

    public int RequiredBars => period;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var z = Indicators.ZScore(closes, period);
        var reason = string.Create(CultureInfo.InvariantCulture, $"{z:+0.00;-0.00;0.00} deviations from the mean of {period} bars");
        if (z < -entry)
        {
            return new StrategySignal(SignalAction.Buy, Confidence(z), reason);
        }

        if (z > entry)
        {
            return new StrategySignal(SignalAction.Sell, Confidence(z), reason);
        }

        return !input.Position.IsFlat && input.Position.Side == Side.Buy && z >= exit
            ? new StrategySignal(SignalAction.Sell, 0.5, reason)
            : new StrategySignal(SignalAction.Hold, 0, reason);
    }

    /// <summary>Half at the threshold, full at twice it.</summary>
    private double Confidence(double z) => Math.Min(1, 0.5 * Math.Abs(z) / entry);
}
