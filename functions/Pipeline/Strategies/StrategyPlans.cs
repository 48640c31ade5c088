using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>Brings the plans that monitors follow now into line with the strategies that run now.</summary>
public sealed class StrategyPlans(StrategyBook book, PlanService plans, PlanCache cache, RunStore runs, IAccountBook account, IMarketData market)
{
    /// <summary>Gives each monitored symbol whose strategies are others than its plan has a new version of the plan, in force at the next check.</summary>
    /// <returns>How many plans were changed; none when it is called again.</returns>
    public async Task<int> Restate(CancellationToken cancellationToken)
    {
        if (await runs.LatestRun(cancellationToken) is not { Result: null } run || await runs.FindPlanIndex(run.Run, cancellationToken) is not { } index)
        {
            return 0;
        }

        var heads = await runs.PlanHeads(run.Run, cancellationToken);
        var changed = 0;
        foreach (var assignment in index.Plans)
        {
            var symbol = assignment.Plan.Symbol;
            var plan = await cache.Get(heads.TryGetValue(symbol, out var head) ? head : assignment.Plan, cancellationToken);
            var restated = StrategyTriggers.Apply(plan, book.SelectionFor(symbol, account.State.Book(symbol).Holding.Strategy), market.BarPeriod);
            if (!SameTriggers(plan, restated))
            {
                await plans.Put(run.Run, restated, cancellationToken);
                changed++;
            }
        }

        return changed;
    }

    private static bool SameTriggers(MonitoringPlan one, MonitoringPlan other) => ReferenceEquals(one, other)
        || one.Triggers.Select(trigger => (trigger.Name, trigger.Strategy)).SequenceEqual(other.Triggers.Select(trigger => (trigger.Name, trigger.Strategy)));
}
