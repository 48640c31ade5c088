using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Writes plans by rule: momentum, breakout and pull-back entries for long positions, exits, a review on unusual volume, word of stale data.</summary>
/// <remarks>Deterministic. With too little history there are no entries; a position is looked after in any case.</remarks>
public static class RuleBasedPlanner
{
    private const double VolatilityWithoutHistory = 0.01;

    /// <summary>A plan that <see cref="PlanValidator"/> accepts with the default limits.</summary>
    public static MonitoringPlan Plan(PlanRequest request, PlannerSettings settings)
    {
        var bars = request.Bars;
        var history = Math.Min(settings.HistoryBars, bars.Count - 1);
        var volatility = history >= settings.SlowBars ? Indicators.RealisedVolatility(bars.Closes, history) : double.NaN;
        var horizon = (double.IsFinite(volatility) ? volatility : VolatilityWithoutHistory) * Math.Sqrt(settings.HorizonBars);
        var stop = Round(Math.Clamp(settings.StopDeviations * horizon, settings.MinStopFraction, settings.MaxStopFraction));

        var triggers = new List<PlanTrigger>();
        if (double.IsFinite(volatility) && volatility > 0)
        {
            var momentum = Round(Math.Clamp(settings.MomentumDeviations * volatility * Math.Sqrt(settings.MomentumBars), 0.0005, 0.5));
            AddEntries(triggers, request, settings, history, momentum);
            AddExit(triggers, request, "momentum-lost", PlanCondition.ChangeOverBars(settings.MomentumBars, -momentum));
        }

        AddExits(triggers, request, settings, horizon, stop);
        AddWatches(triggers, request, settings);
        return new MonitoringPlan(
            request.Run,
            request.Symbol,
            request.Version,
            PlanAuthor.Rules,
            settings.Strategy,
            request.ValidFromUtc,
            request.ValidToUtc,
            [.. triggers],
            request.Reasons,
            StopLossFraction: stop,
            TakeProfitFraction: Round(Math.Clamp(settings.TakeProfitDeviations * horizon, settings.MinStopFraction, 1)),
            MaxPositionFraction: settings.MaxPositionFraction);
    }

    private static void AddEntries(List<PlanTrigger> triggers, PlanRequest request, PlannerSettings settings, int history, double momentum)
    {
        var cooldown = Seconds(request.BarPeriod * settings.CooldownBars);
        Add("momentum", 0.6, PlanCondition.ChangeOverBars(settings.MomentumBars, momentum), PlanCondition.Rsi(settings.RsiPeriod, Relation.Below, settings.OverboughtRsi));
        Add("breakout", 0.65, PlanCondition.PriceAbove(Round(Highest(request.Bars.Highs[^history..]))), PlanCondition.VolumeSpike(settings.SlowBars, settings.BreakoutVolume));

        var trend = Indicators.Sma(request.Bars.Closes, history);
        if (request.Bars.Closes[^1] > trend)
        {
            Add("pull-back", 0.55, PlanCondition.Rsi(settings.RsiPeriod, Relation.Below, settings.PullBackRsi), PlanCondition.PriceAbove(Round(trend)));
        }

        void Add(string name, double confidence, params PlanCondition[] conditions) =>
            triggers.Add(new PlanTrigger(name, AlertIntent.Enter, [.. conditions, .. EntryHours(request.BarPeriod)], CooldownSeconds: cooldown, Confidence: confidence));
    }

    private static void AddExits(List<PlanTrigger> triggers, PlanRequest request, PlannerSettings settings, double horizon, double stop)
    {
        AddExit(triggers, request, "trailing-stop", PlanCondition.TrailingStop(Round(Math.Clamp(settings.TrailingDeviations * horizon, settings.MinStopFraction, settings.MaxStopFraction))));
        if (request.Position is { IsFlat: false, Side: var side, AverageEntryPrice.Amount: var entry })
        {
            // Behind the broker's own stop, in case that one is gone.
            AddExit(triggers, request, "protective-stop", side == Side.Buy
                ? PlanCondition.PriceBelow(Round((double)entry * (1 - stop)))
                : PlanCondition.PriceAbove(Round((double)entry * (1 + stop))));
        }

        AddExit(triggers, request, "averages-crossed", PlanCondition.MovingAverageCross(settings.FastBars, settings.SlowBars, Relation.Below));
    }

    private static void AddExit(List<PlanTrigger> triggers, PlanRequest request, string name, PlanCondition condition) =>
        triggers.Add(new PlanTrigger(name, AlertIntent.Exit, [condition], CooldownSeconds: Seconds(request.BarPeriod), OncePer: OncePer.Check, Confidence: 0.8));

    private static void AddWatches(List<PlanTrigger> triggers, PlanRequest request, PlannerSettings settings)
    {
        triggers.Add(new PlanTrigger("unusual-volume", AlertIntent.Review, [PlanCondition.VolumeSpike(settings.SlowBars, settings.ReviewVolume)], OncePer: OncePer.Day));

        // A bar of a day holds a session of 6.5 hours: stale data is counted in time of open sessions.
        var bar = request.BarPeriod >= TimeSpan.FromDays(1) ? TimeSpan.FromHours(6.5) : request.BarPeriod;
        triggers.Add(new PlanTrigger("stale-data", AlertIntent.Inform, [PlanCondition.StaleData(Seconds(bar * settings.StaleBars))], OncePer: OncePer.Day));
    }

    /// <summary>Not in the wild first minutes; a daily bar has no time of day.</summary>
    private static PlanCondition[] EntryHours(TimeSpan barPeriod) =>
        barPeriod >= TimeSpan.FromDays(1) ? [] : [PlanCondition.TimeOfDay(new TimeOnly(9, 35), new TimeOnly(16, 0))];

    private static int Seconds(TimeSpan time) => (int)Math.Clamp(time.TotalSeconds, 1, 7 * 24 * 60 * 60);

    private static double Round(double value) => Math.Round(value, 6);

    private static double Highest(ReadOnlySpan<double> values)
    {
        var highest = values[0];
        foreach (var value in values)
        {
            highest = Math.Max(highest, value);
        }

        return highest;
    }
}
