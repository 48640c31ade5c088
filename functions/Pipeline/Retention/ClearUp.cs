using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>Keeps what is looked at first small: orders and log move to their months, signals to the archive, old instances go. Nothing that was traded is lost.</summary>
public static class ClearUp
{
    /// <summary>Steps of one kind in one run: what is left over is taken by the next.</summary>
    private const int MostSteps = 500;

    public static async Task<RetentionResult> Run(IOrchestrationContext context, RetentionRequest request)
    {
        var ages = await context.ActivityWithRetry(PipelineCatalog.RetentionAges, request, PipelineCatalog.StoreRetry);
        var orders = await Repeat(context, PipelineCatalog.ArchiveOrders, ages.OrdersBeforeUtc);
        var log = await Repeat(context, PipelineCatalog.ArchiveLog, ages.OrdersBeforeUtc);
        var signals = await Repeat(context, PipelineCatalog.ArchiveSignals, ages.SignalsBeforeUtc);
        var instances = await Repeat(context, PipelineCatalog.PurgeInstances, ages.InstancesBeforeUtc);
        return new RetentionResult(orders, log, signals, instances);
    }

    private static async Task<int> Repeat(IOrchestrationContext context, ActivityDefinition<RetentionStep, RetentionProgress> activity, DateTime beforeUtc)
    {
        var count = 0;
        var step = new RetentionStep(beforeUtc);
        for (var i = 0; i < MostSteps; i++)
        {
            var progress = await context.ActivityWithRetry(activity, step, PipelineCatalog.StoreRetry);
            count += progress.Count;
            if (progress.Next is null)
            {
                break;
            }

            step = step with { After = progress.Next };
        }

        return count;
    }
}
