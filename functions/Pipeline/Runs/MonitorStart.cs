using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>The memory that a monitor starts with.</summary>
public static class MonitorStart
{
    /// <summary>What the plan's triggers were at the bar before the newest: a monitor that takes a plan over alerts on what is new since.</summary>
    public static CheckMemory Prime(MonitoringPlan plan, SymbolSnapshot snapshot, MonitorState state, PositionContext position)
    {
        var before = snapshot.Bars[snapshot.Bars.Count - 2];
        var input = new CheckInput(
            snapshot.Symbol, before.EndUtc, snapshot.Bars, null, before.Close, before.EndUtc, MonitorPosition.WithBestPrice(position, snapshot.Bars), state, default);
        return PlanEvaluator.Evaluate(plan, input).Memory;
    }
}
