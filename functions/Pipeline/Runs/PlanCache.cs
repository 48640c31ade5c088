using System.Collections.Concurrent;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>Plans that monitors of this host follow. A stored plan never changes, so what is here is never wrong; it is only forgotten.</summary>
public sealed class PlanCache(RunStore runs)
{
    /// <summary>Plans kept; more than a host has monitors.</summary>
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<PlanReference, MonitoringPlan> plans = new();
    private int count;

    /// <exception cref="InvalidOperationException">The plan was never stored.</exception>
    public async ValueTask<MonitoringPlan> Get(PlanReference reference, CancellationToken cancellationToken)
    {
        if (plans.TryGetValue(reference, out var plan))
        {
            return plan;
        }

        plan = await runs.ReadPlan(reference, cancellationToken);
        Keep(reference, plan);
        return plan;
    }

    public void Keep(PlanReference reference, MonitoringPlan plan)
    {
        // Counted here: the dictionary's own count takes every lock it has.
        if (plans.TryAdd(reference, plan) && Interlocked.Increment(ref count) > Capacity)
        {
            plans.Clear();
            Interlocked.Exchange(ref count, 0);
        }
    }
}
