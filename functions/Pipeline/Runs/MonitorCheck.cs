using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>What a check finds, given what the monitor knows: pure.</summary>
public static class MonitorCheck
{
    /// <param name="memory">Null at the monitor's first check.</param>
    /// <param name="isCarriedOver">The plan was made in an earlier run: what was met before this run began is not news.</param>
    /// <param name="strategies">Null where none runs.</param>
    public static CheckOutcome Evaluate(
        MonitoringPlan plan, SymbolSnapshot snapshot, PositionContext position, MonitorState state, CheckMemory? memory, bool isCarriedOver, IStrategyReader? strategies)
    {
        if (memory is { } known)
        {
            return PlanEvaluator.Evaluate(plan, CheckInput.From(snapshot, position, state, known, strategies));
        }

        var withBest = MonitorPosition.WithBestPrice(position, snapshot.Bars);
        var start = isCarriedOver && snapshot.Bars.Count > 1 ? Prime(plan, snapshot, state, withBest, strategies) : default;
        return PlanEvaluator.Evaluate(plan, CheckInput.From(snapshot, withBest, state, start, strategies));
    }

    /// <summary>What the plan's triggers were at the bar before the newest.</summary>
    private static CheckMemory Prime(MonitoringPlan plan, SymbolSnapshot snapshot, MonitorState state, PositionContext position, IStrategyReader? strategies)
    {
        var before = snapshot.Bars[snapshot.Bars.Count - 2];
        return PlanEvaluator.Evaluate(
            plan, new CheckInput(snapshot.Symbol, before.EndUtc, snapshot.Bars, null, before.Close, before.EndUtc, position, state, default, strategies)).Memory;
    }
}
