using Microsoft.Extensions.Logging;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Workers;

/// <summary>Keeps this host on the list for as long as it runs, and takes away those that have long been silent.</summary>
/// <param name="id">This host, the same after a restart.</param>
/// <param name="role">What it does.</param>
/// <param name="load">Work under way right now.</param>
public sealed class WorkerHeartbeat(WorkerRegistry registry, WorkerOptions options, TimeProvider clock, string id, string role, Func<int> load, ILogger<WorkerHeartbeat> logger)
{
    /// <summary>Beats until cancelled, then leaves the list. A beat that fails is logged: not being listed never stops trading.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Heartbeat, clock);
        Worker? worker = null;
        try
        {
            do
            {
                worker = await Beat(worker, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Leave();
        }
    }

    private async Task<Worker?> Beat(Worker? worker, CancellationToken cancellationToken)
    {
        try
        {
            worker ??= await registry.Register(id, role, cancellationToken);
            worker = await registry.Beat(worker, WorkerState.Running, load(), cancellationToken);
            foreach (var removed in await registry.CleanUp(cancellationToken))
                Log.WorkerRemoved(logger, removed);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.HeartbeatFailed(logger, id, e);
        }

        return worker;
    }

    private async Task Leave()
    {
        try
        {
            await registry.Leave(id, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.HeartbeatFailed(logger, id, e);
        }
    }
}
