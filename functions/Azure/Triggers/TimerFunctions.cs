using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Scheduling;

namespace TradingFunctions.Azure.Triggers;

/// <summary>Timers. Those of the pipeline's triggers only wake it up: what is due is decided by the stored last slot and New York time.</summary>
public sealed class TimerFunctions(ScheduledTriggers triggers, TimerDuties duties, BoundOrchestrationClient orchestrations)
{
    [Function("MarketScanTimer")]
    public Task MarketScan([TimerTrigger("%TRADING_TIMER_TRIGGERS%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Fire(PipelineTriggers.ScanName, client, cancellationToken);

    [Function("EndOfDayTimer")]
    public Task EndOfDay([TimerTrigger("%TRADING_TIMER_TRIGGERS%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Fire(PipelineTriggers.DayName, client, cancellationToken);

    [Function("LiquidationTimer")]
    public Task Liquidation([TimerTrigger("%TRADING_TIMER_TRIGGERS%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Fire(PipelineTriggers.LiquidationName, client, cancellationToken);

    [Function("RetentionTimer")]
    public Task Retention([TimerTrigger("%TRADING_TIMER_TRIGGERS%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Fire(PipelineTriggers.RetentionName, client, cancellationToken);

    [Function("IngestionTimer")]
    public Task Ingestion([TimerTrigger("%TRADING_TIMER_TRIGGERS%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Fire(PipelineTriggers.IngestionName, client, cancellationToken);

    [Function("RetrainingTimer")]
    public Task Retraining([TimerTrigger("%TRADING_TIMER_TRIGGERS%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Fire(PipelineTriggers.RetrainingName, client, cancellationToken);

    [Function("OrdersTimer")]
    public Task Orders([TimerTrigger("%TRADING_TIMER_ORDERS%", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        orchestrations.Use(client);
        return duties.FollowOrders(cancellationToken);
    }

    [Function("ReconcileTimer")]
    public Task Reconcile([TimerTrigger("%TRADING_TIMER_RECONCILE%")] TimerInfo timer, CancellationToken cancellationToken) => duties.Reconcile(cancellationToken);

    [Function("CleanUpTimer")]
    public Task CleanUp([TimerTrigger("%TRADING_TIMER_CLEANUP%")] TimerInfo timer, CancellationToken cancellationToken) => duties.CleanUp(cancellationToken);

    [Function("RecordsTimer")]
    public Task Records([TimerTrigger("%TRADING_TIMER_RECORDS%", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => duties.KeepRecords(cancellationToken);

    private Task Fire(string trigger, DurableTaskClient client, CancellationToken cancellationToken)
    {
        orchestrations.Use(client);
        return triggers.Fire(trigger, cancellationToken);
    }
}
