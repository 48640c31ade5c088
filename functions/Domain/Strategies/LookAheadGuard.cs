using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Strategies;

/// <summary>A signal that was another one when only later bars, or nothing at all, had changed.</summary>
/// <param name="AtUtc">End of the last bar that the strategy was shown.</param>
/// <param name="SameBars">Nothing had changed: the strategy is not pure, and whether it looks ahead cannot be told.</param>
public sealed record LookAhead(DateTime AtUtc, StrategySignal Signal, StrategySignal Other, bool SameBars);

/// <summary>Finds strategies that see the future: bars after t are changed, and no signal up to t may change.</summary>
public static class LookAheadGuard
{
    private const double UpFactor = 1.25;
    private const double DownFactor = 0.8;

    /// <summary>Checks one strategy. It holds positions as its signals say, one share at a time, so that its exits are checked as well.</summary>
    /// <param name="create">Makes a new instance: what one has learnt of a future must not reach the run with another.</param>
    /// <param name="bars">Bars of one symbol.</param>
    /// <param name="cuts">How many points t, spread evenly over the bars after the first that suffice for a signal.</param>
    /// <returns>The earliest signal that changed at the first such t; null where none did.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one cut, or no bar is left after the required ones.</exception>
    public static LookAhead? Check(Func<ITradingStrategy> create, BarSeries bars, int cuts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cuts, 1);
        var required = create().RequiredBars;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bars.Count, required, nameof(bars));
        var signals = Signals(create(), bars, bars.Count);
        if (Difference(bars, signals, Signals(create(), bars, bars.Count), sameBars: true) is { } impure)
        {
            return impure;
        }

        for (var cut = 0; cut < cuts; cut++)
        {
            var known = required + (int)((long)(bars.Count - 1 - required) * (cut + 1) / cuts);
            foreach (var factor in new[] { UpFactor, DownFactor })
            {
                if (Difference(bars, signals, Signals(create(), WithOtherFuture(bars, known, factor), known), sameBars: false) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static LookAhead? Difference(BarSeries bars, StrategySignal[] signals, StrategySignal[] others, bool sameBars)
    {
        for (var i = 0; i < others.Length; i++)
        {
            if (signals[i] != others[i])
            {
                return new LookAhead(bars.EndUtc(i), signals[i], others[i], sameBars);
            }
        }

        return null;
    }

    private static StrategySignal[] Signals(ITradingStrategy strategy, BarSeries bars, int count)
    {
        var signals = new StrategySignal[count];
        StrategySeries.Run(strategy, bars, 0, signals, holdsPosition: true);
        return signals;
    }

    private static BarSeries WithOtherFuture(BarSeries bars, int known, double factor)
    {
        // As much room as the original has bars: what lies behind the known ones is the other future.
        var changed = new BarSeries(bars.Symbol, bars.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            var bar = bars[i];
            changed.Append(i < known
                ? bar
                : bar with { Open = bar.Open * factor, High = bar.High * factor, Low = bar.Low * factor, Close = bar.Close * factor, Volume = bar.Volume * factor, Bid = bar.Bid * factor, Ask = bar.Ask * factor });
        }

        return changed;
    }
}
