using System.Runtime.InteropServices;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>One condition read at one moment.</summary>
/// <param name="IsMet">False also where the figure cannot be had.</param>
/// <param name="Observed">The figure, rounded to 1e-9 before it is compared; NaN where it cannot be had.</param>
/// <param name="Missing">What the figure lacks to the threshold, in its own unit: 0 or less at the threshold and beyond; NaN where it cannot be had.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConditionReading(bool IsMet, double Observed, double Missing)
{
    /// <summary>Periods that an RSI goes over: what came before weighs less than 1 %.</summary>
    internal const int RsiPeriods = 5;

    private static ConditionReading Unknown => new(IsMet: false, double.NaN, double.NaN);

    /// <summary>Name of the observed figure of a kind of condition, as in <see cref="FiredTrigger.Data"/>.</summary>
    public static string FigureOf(ConditionKind kind) => kind switch
    {
        ConditionKind.PriceAbove or ConditionKind.PriceBelow => "price",
        ConditionKind.ChangeOverWindow => "change",
        ConditionKind.VolumeSpike => "volumeRatio",
        ConditionKind.MovingAverageCross => "averagesGap",
        ConditionKind.Rsi => "rsi",
        ConditionKind.Spread => "spread",
        ConditionKind.StaleData => "ageSeconds",
        ConditionKind.TimeOfDay => "minuteOfDay",
        ConditionKind.TrailingStop => "fromBest",
        ConditionKind.StrategyBuy or ConditionKind.StrategySell or ConditionKind.StrategyExit => "confidence",
        _ => throw UnknownKind(kind),
    };

    /// <summary>Bars that a condition looks back over, the newest included.</summary>
    public static int BarsNeeded(PlanCondition c, TimeSpan barPeriod) => c.Kind switch
    {
        ConditionKind.ChangeOverWindow when c.Minutes is { } minutes => (int)Math.Ceiling(minutes * TimeSpan.TicksPerMinute / (double)barPeriod.Ticks) + 1,
        ConditionKind.ChangeOverWindow or ConditionKind.VolumeSpike => c.Bars.GetValueOrDefault() + 1,
        ConditionKind.MovingAverageCross => c.Slow.GetValueOrDefault() + 1,
        ConditionKind.Rsi => RsiPeriods * c.Period.GetValueOrDefault() + 1,
        _ => 1,
    };

    public static ConditionReading Of(PlanCondition c, in Moment m) => c.Kind switch
    {
        ConditionKind.PriceAbove => m.Price > 0 ? Beyond(m.Price, c.Price.GetValueOrDefault(), above: true) : Unknown,
        ConditionKind.PriceBelow => m.Price > 0 ? Beyond(m.Price, c.Price.GetValueOrDefault(), above: false) : Unknown,
        ConditionKind.ChangeOverWindow => Change(c, m),
        ConditionKind.VolumeSpike => AtLeast(Indicators.RelativeVolume(m.Volumes, c.Bars.GetValueOrDefault()), c.Multiple.GetValueOrDefault()),
        ConditionKind.MovingAverageCross => Cross(c, m),
        ConditionKind.Rsi => Rsi(c, m),
        ConditionKind.Spread => m.Quote.IsTwoSided ? Beyond(m.Quote.RelativeSpread, c.Fraction.GetValueOrDefault(), above: true) : Unknown,
        ConditionKind.StaleData => Beyond(ExchangeCalendar.OpenTimeBetween(m.PriceUtc, m.AtUtc).TotalSeconds, c.Seconds.GetValueOrDefault(), above: true),
        ConditionKind.TimeOfDay => Time(c, m),
        ConditionKind.TrailingStop => Trailing(c, m),
        ConditionKind.StrategyBuy => Signal(c, m, SignalAction.Buy),
        ConditionKind.StrategySell => Signal(c, m, SignalAction.Sell),
        ConditionKind.StrategyExit => m.HasPosition ? Signal(c, m, m.IsShort ? SignalAction.Buy : SignalAction.Sell) : Unknown,
        _ => throw UnknownKind(c.Kind),
    };

    /// <summary>What the strategy of a condition says; null for other conditions, and where it says nothing.</summary>
    public static StrategySignal? SignalOf(PlanCondition c, in Moment m) =>
        c.Strategy is { } strategy ? m.Strategies?.After(m.Closes.Length, strategy) : null;

    private static ConditionReading Signal(PlanCondition c, in Moment m, SignalAction action) =>
        SignalOf(c, m) is { } signal ? new(signal.Action == action, Rounded(signal.Confidence), double.NaN) : Unknown;

    private static ConditionReading Beyond(double figure, double level, bool above)
    {
        var observed = Rounded(figure);
        return above ? new(observed > level, observed, level - observed) : new(observed < level, observed, observed - level);
    }

    private static ConditionReading AtLeast(double figure, double level)
    {
        var observed = Rounded(figure);
        return new(observed >= level, observed, level - observed);
    }

    private static ConditionReading AtMost(double figure, double level)
    {
        var observed = Rounded(figure);
        return new(observed <= level, observed, observed - level);
    }

    // 1 - 108 / 120 is a little less than 0.1; who asks for 10 % means this too.
    private static double Rounded(double figure) => Math.Round(figure, 9);

    private static ConditionReading Change(PlanCondition c, in Moment m)
    {
        var at = m.Closes.Length - 1 - c.Bars.GetValueOrDefault();
        if (c.Minutes is { } minutes)
        {
            var found = m.EndTicks.BinarySearch(m.AtUtc.Ticks - minutes * TimeSpan.TicksPerMinute);
            at = found >= 0 ? found : ~found - 1;
        }

        if (at < 0 || m.Price <= 0)
        {
            return Unknown;
        }

        var level = c.Fraction.GetValueOrDefault();
        var change = m.Price / m.Closes[at] - 1;
        return level >= 0 ? AtLeast(change, level) : AtMost(change, level);
    }

    private static ConditionReading Cross(PlanCondition c, in Moment m)
    {
        if (m.Closes.Length <= c.Slow.GetValueOrDefault())
        {
            return Unknown;
        }

        var (fast, slow) = Averages(c, m.Closes);
        var (fastBefore, slowBefore) = Averages(c, m.Closes[..^1]);
        var gap = Rounded(fast / slow - 1);
        return c.Relation == Relation.Above
            ? new(fastBefore <= slowBefore && fast > slow, gap, -gap)
            : new(fastBefore >= slowBefore && fast < slow, gap, gap);
    }

    private static (double Fast, double Slow) Averages(PlanCondition c, ReadOnlySpan<double> closes) =>
        (Indicators.Sma(closes, c.Fast.GetValueOrDefault()), Indicators.Sma(closes, c.Slow.GetValueOrDefault()));

    private static ConditionReading Rsi(PlanCondition c, in Moment m)
    {
        var period = c.Period.GetValueOrDefault();
        if (m.Closes.Length <= period)
        {
            return Unknown;
        }

        // Always over the same number of bars, so that the length of the window handed in does not matter.
        var rsi = Indicators.Rsi(m.Closes[^Math.Min(m.Closes.Length, RsiPeriods * period + 1)..], period);
        return Beyond(rsi, c.Level.GetValueOrDefault(), c.Relation == Relation.Above);
    }

    private static ConditionReading Time(PlanCondition c, in Moment m)
    {
        var minute = Rounded(ExchangeCalendar.ToNewYork(m.AtUtc).TimeOfDay.TotalMinutes);
        var from = c.From.GetValueOrDefault().ToTimeSpan().TotalMinutes;
        var to = c.To.GetValueOrDefault().ToTimeSpan().TotalMinutes;
        var missing = minute < to ? from - minute : from - minute + TimeSpan.FromDays(1).TotalMinutes;
        return new(minute >= from && minute < to, minute, missing);
    }

    private static ConditionReading Trailing(PlanCondition c, in Moment m)
    {
        if (m.BestPrice <= 0 || m.Price <= 0)
        {
            return Unknown;
        }

        var fromBest = m.IsShort ? m.Price / m.BestPrice - 1 : 1 - m.Price / m.BestPrice;
        return AtLeast(fromBest, c.Fraction.GetValueOrDefault());
    }

    private static InvalidOperationException UnknownKind(ConditionKind kind) => new($"There is no condition of kind {kind}.");
}
