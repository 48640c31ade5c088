using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading.Watching;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Azure.Hosting;

/// <summary>Opens the books while the Functions host comes up, then keeps up to date what every process holds for itself: limits, findings of the analysis, its sign of life.</summary>
internal sealed class FunctionsStart(
    TradingStart start, ScheduledTriggers triggers, HostReadiness readiness, LimitDesk limits, RiskAnalyst analyst, TradingWatch watch, WorkerRegistry workers, TradingOptions options, HostSettings settings, IHostApplicationLifetime lifetime, ILoggerFactory logs)
    : BackgroundService
{
    private const string Role = "functions";

    /// <summary>How long another process's change of a limit, or the end of an override, takes to reach this one.</summary>
    private static readonly TimeSpan LimitPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AnalysisPause = TimeSpan.FromSeconds(5);

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
        var heartbeat = new WorkerHeartbeat(workers, options.Workers, TimeProvider.System, settings.Worker, Role, () => 0, logs.CreateLogger<WorkerHeartbeat>());
        loops.Always("heartbeat", heartbeat.Run, stoppingToken);
        loops.Every("limits", LimitPause, TimeProvider.System, limits.Refresh, stoppingToken);
        loops.Every("risk analysis", AnalysisPause, TimeProvider.System, analyst.RunIfDue, stoppingToken);
        loops.Every("trading watch", options.Watch.Interval, TimeProvider.System, watch.LookOnce, stoppingToken);
        await start.ReconcileUnlessRecent(stoppingToken);
        await loops.Ended();
    }
}
