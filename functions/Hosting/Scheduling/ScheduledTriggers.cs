using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting.Scheduling;

/// <summary>The pipeline's triggers for a host whose timers only wake it up: what is due is decided by the stored last slot and New York time.</summary>
public sealed class ScheduledTriggers(
    HostReadiness readiness, IMarketData market, IDocumentStore store, IOrchestrationClient orchestrations, TradingOptions options, TimeProvider clock, ILogger<CronTriggers> log) : IDisposable
{
    private readonly SemaphoreSlim opening = new(1, 1);
    private CronTriggers? triggers;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Counts from now on where nothing was ever fired. Called at the start: what falls due before the first look is caught up then.</summary>
    public async Task Open(CancellationToken cancellationToken) => await Triggers(cancellationToken);

    /// <summary>Fires a trigger of <see cref="PipelineTriggers"/> if its time has come since it fired last, on whatever instance.</summary>
    public async Task Fire(string trigger, CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        await (await Triggers(cancellationToken)).Advance(trigger, Now, cancellationToken);
    }

    public void Dispose() => opening.Dispose();

    private async ValueTask<CronTriggers> Triggers(CancellationToken cancellationToken)
    {
        if (triggers is not null)
        {
            return triggers;
        }

        await opening.WaitAsync(cancellationToken);
        try
        {
            return triggers ??= await CronTriggers.Open(
                [
                    .. PipelineTriggers.Of(options, market, orchestrations), PipelineTriggers.Retention(orchestrations), PipelineTriggers.Ingestion(options, orchestrations),
                    PipelineTriggers.Retraining(options, orchestrations),
                ],
                store,
                Now,
                log,
                cancellationToken);
        }
        finally
        {
            opening.Release();
        }
    }
}
