using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Buys when the fast average crosses above the slow one, sells when it crosses below.</summary>
public sealed class MovingAverageCrossoverStrategy : ITradingStrategy
{
    private readonly int fast;
    private readonly int slow;

    /// <param name="fast">Bars of the fast average.</param>
    /// <param name="slow">Bars of the slow average.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fast is below 1 or not shorter than slow.</exception>
    public MovingAverageCrossoverStrategy(int fast = 10, int slow = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fast, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fast, slow);
        (this.fast, this.slow) = (fast, slow);
    }

    public StrategyId Id { get; } = new("moving-average-crossover");

    public int RequiredBars => slow + 1;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var closes = input.Bars.Closes;
        if (closes.Length < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        var (fastNow, slowNow) = (Indicators.Sma(closes, fast), Indicators.Sma(closes, slow));
        var (fastBefore, slowBefore) = (Indicators.Sma(closes[..^1], fast), Indicators.Sma(closes[..^1], slow));
        var reason = string.Create(CultureInfo.InvariantCulture, $"average of {fast} bars {fastNow:0.####}, of {slow} bars {slowNow:0.####}");
        if (fastBefore <= slowBefore && fastNow > slowNow)
        {
            return new StrategySignal(SignalAction.Buy, 0.6, reason);
        }

        return fastBefore >= slowBefore && fastNow < slowNow
            ? new StrategySignal(SignalAction.Sell, 0.6, reason)
            : new StrategySignal(SignalAction.Hold, 0, reason);
    }
}
