using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>A strategy that runs on a symbol.</summary>
/// <param name="AllowShort">Whether its SELL opens a short position while there is none.</param>
public sealed record PlannedStrategy(StrategyId Id, bool AllowShort);

/// <summary>What runs on a symbol besides, or instead of, the planner's own rules.</summary>
/// <param name="PlannerEnters">Whether the planner's own entries are made.</param>
/// <param name="Strategies">In the order of their names.</param>
public sealed record StrategySelection(bool PlannerEnters, IReadOnlyList<PlannedStrategy> Strategies)
{
    /// <summary>The planner alone.</summary>
    public static StrategySelection PlannerOnly { get; } = new(PlannerEnters: true, []);
}

/// <summary>Puts strategies into a plan: each gets an entry, an exit of the positions that it opened, and a short entry where it may.</summary>
public static class StrategyTriggers
{
    /// <summary>The planner's exit that is behind the broker's stop, whoever opened the position.</summary>
    private const string ProtectiveStop = "protective-stop";

    /// <summary>The plan with the strategies that run now, and no others.</summary>
    /// <remarks>
    /// The planner's exits are then for positions of its own, and for those that nobody looks after any more; its entries and reviews are looked at while it may
    /// enter. Putting the same selection in again changes nothing.
    /// </remarks>
    /// <param name="plan">As its author wrote it, or with other strategies in it.</param>
    /// <param name="barPeriod">Length of the bars, between two alerts to leave the same position.</param>
    public static MonitoringPlan Apply(MonitoringPlan plan, StrategySelection selection, TimeSpan barPeriod)
    {
        var own = plan.Triggers.Where(trigger => !IsOfAnother(trigger, plan.Strategy));
        if (selection is { PlannerEnters: true, Strategies.Count: 0 })
        {
            return plan.Triggers.All(trigger => trigger.Strategy is null) ? plan : plan with { Triggers = [.. own.Select(trigger => trigger with { Strategy = null })] };
        }

        return plan with
        {
            Triggers = [.. own.Select(trigger => IsPlanners(trigger) ? trigger with { Strategy = plan.Strategy } : trigger), .. selection.Strategies.SelectMany(strategy => Of(strategy, barPeriod))],
        };
    }

    private static bool IsOfAnother(PlanTrigger trigger, StrategyId planner) => trigger.Strategy is { } strategy && strategy != planner;

    private static bool IsPlanners(PlanTrigger trigger) => trigger.Intent != AlertIntent.Inform && trigger.Name != ProtectiveStop;

    private static IEnumerable<PlanTrigger> Of(PlannedStrategy strategy, TimeSpan barPeriod)
    {
        var id = strategy.Id;
        var cooldown = (int)Math.Clamp(barPeriod.TotalSeconds, 1, 7 * 24 * 60 * 60);
        yield return new PlanTrigger($"{id}.buy", AlertIntent.Enter, [PlanCondition.StrategyBuy(id)], Strategy: id);
        if (strategy.AllowShort)
        {
            yield return new PlanTrigger($"{id}.short", AlertIntent.Enter, [PlanCondition.StrategySell(id)], EntrySide: Side.Sell, Strategy: id);
        }

        // Checked again and again while it is met: it must not fall silent when an order fails.
        yield return new PlanTrigger($"{id}.exit", AlertIntent.Exit, [PlanCondition.StrategyExit(id)], CooldownSeconds: cooldown, OncePer: OncePer.Check, Strategy: id);
    }
}
