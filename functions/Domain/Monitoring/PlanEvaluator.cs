namespace TradingFunctions.Domain.Monitoring;

/// <summary>Looks at a plan: pure, nothing allocated while nothing fires.</summary>
/// <remarks>
/// A check looks at every bar that has ended since the last check, one by one at its end with its close as the price, then at the time of the check with the
/// last price; so no bar is skipped when several ended in between. The first check begins with the start of the plan. While the monitor is idle or exiting
/// nothing is looked at, and what passes is not made up for.
/// </remarks>
public static class PlanEvaluator
{
    /// <summary>Bars that the plan's conditions and guards look back over.</summary>
    /// <param name="plan">A valid plan.</param>
    /// <param name="barPeriod">Length of the bars it will be looked at with.</param>
    public static int RequiredBars(MonitoringPlan plan, TimeSpan barPeriod)
    {
        var bars = 1;
        foreach (var trigger in plan.Triggers)
        {
            bars = Math.Max(bars, Math.Max(Longest(trigger.Conditions, barPeriod), Longest(trigger.Guards ?? [], barPeriod)));
        }

        return bars;
    }

    /// <summary>How many of the newest bars a check at <paramref name="nowUtc"/> must be given, so that each bar since the last check has its full look-back.</summary>
    public static int WindowLength(MonitoringPlan plan, TimeSpan barPeriod, in CheckMemory memory, DateTime nowUtc)
    {
        var since = memory.PlanVersion == 0 ? plan.ValidFromUtc : memory.EvaluatedToUtc;
        return RequiredBars(plan, barPeriod) + (int)Math.Max(0, Math.Ceiling((nowUtc - since) / barPeriod)) + 1;
    }

    /// <summary>Looks at the plan.</summary>
    /// <exception cref="ArgumentException">The input is of another symbol than the plan.</exception>
    public static CheckOutcome Evaluate(MonitoringPlan plan, in CheckInput input)
    {
        if (plan.Symbol != input.Symbol)
        {
            throw new ArgumentException($"The plan is for {plan.Symbol}, the data for {input.Symbol}.", nameof(input));
        }

        return new PlanCheck(plan, input).Run();
    }

    /// <summary>How far each condition of the plan is from being met at the time of the check, for people. In the plan's order, guards after the conditions of their trigger.</summary>
    public static ConditionDistance[] DistanceTo(MonitoringPlan plan, in CheckInput input)
    {
        var moment = new PlanCheck(plan, input).Now();
        var distances = new List<ConditionDistance>();
        foreach (var trigger in plan.Triggers)
        {
            foreach (var condition in trigger.Conditions.Concat(trigger.Guards ?? []))
            {
                var reading = ConditionReading.Of(condition, moment);
                var isKnown = double.IsFinite(reading.Observed);
                distances.Add(new ConditionDistance(
                    trigger.Name, condition.Kind, reading.IsMet, isKnown ? reading.Observed : null, isKnown ? Math.Round(reading.Missing, 9) : null));
            }
        }

        return [.. distances];
    }

    private static int Longest(PlanCondition[] conditions, TimeSpan barPeriod)
    {
        var bars = 1;
        foreach (var condition in conditions)
        {
            bars = Math.Max(bars, ConditionReading.BarsNeeded(condition, barPeriod));
        }

        return bars;
    }
}

/// <summary>How far a condition is from being met.</summary>
/// <param name="Trigger">Name of its trigger.</param>
/// <param name="Observed">The figure it looks at; null where it cannot be had.</param>
/// <param name="Missing">What the figure lacks to the threshold, in its own unit; 0 or less at the threshold and beyond.</param>
public sealed record ConditionDistance(string Trigger, ConditionKind Kind, bool IsMet, double? Observed, double? Missing);
