using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Azure.Hosting;

/// <summary>Opens the books while the Functions host comes up, then makes them agree with the broker and keeps this process up to date.</summary>
internal sealed class FunctionsStart(
    TradingStart start, ScheduledTriggers triggers, HostReadiness readiness, ProcessDuties duties, WorkerRegistry workers, TradingOptions options, HostSettings settings, IHostApplicationLifetime lifetime, ILoggerFactory logs)
    : BackgroundService
{
    private const string Role = "functions";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var log = logs.CreateLogger<FunctionsStart>();
        try
        {
            await start.OpenBooks(stoppingToken);
            await triggers.Open(stoppingToken);
            readiness.EngineStarted();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.StartFailed(e.Message, e);
            lifetime.StopApplication();
            return;
        }

        var loops = new HostLoops(log);
        duties.Begin(loops, new WorkerHeartbeat(workers, options.Workers, TimeProvider.System, settings.Worker, Role, () => 0, logs.CreateLogger<WorkerHeartbeat>()), TimeProvider.System, stoppingToken);
        await start.ReconcileUnlessRecent(stoppingToken);
        await loops.Ended();
    }
}
