using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Hosting.Venues;
using TradingFunctions.Local.Live;
using TradingFunctions.Local.Scheduling;
using TradingFunctions.Local.Telemetry;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Decisions.Chains;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Local.Hosting;

/// <summary>What the host does once it may trade: scans by the clock, works the signal queue, keeps screens up to date, shows that it is alive.</summary>
internal sealed class HostDuties(
    EmbeddedEngine engine, IMarketData market, IDocumentStore store, ISignalQueue queue, SignalIntake intake, WorkerRegistry workers, LimitDesk limits, StrategyDesk strategies, RiskAnalyst analyst, TradingOptions options, IVenue venue, LiveLoop live, EquityHistory equity, LockHeartbeat locks, DaySealer sealer, HostTelemetry telemetry, TradeMetrics metrics, NotificationCenter notifications, Watch watch, RunTracking tracking, ModelRefresh model, ILoggerFactory logs)
{
    private const string Role = "serve";

    /// <summary>How long another host's change of a limit or a strategy, or the end of an override, takes to reach this one.</summary>
    private static readonly TimeSpan LimitPause = TimeSpan.FromSeconds(5);

    /// <summary>How often is looked whether an analysis is due.</summary>
    private static readonly TimeSpan AnalysisPause = TimeSpan.FromSeconds(1);

    /// <summary>How long a record of the running day may be in no chain yet.</summary>
    private static readonly TimeSpan SealPause = TimeSpan.FromMinutes(1);

    private static readonly string WorkerId = $"{Role}-{Environment.MachineName}";

    /// <summary>Queue and heartbeats run by the wall's time: they guard against slow and silent processes.</summary>
    public void Begin(HostLoops loops, CancellationToken cancellationToken)
    {
        loops.Every("live view", LivePublisher.Step, TimeProvider.System, live.Once, cancellationToken);
        loops.Every("equity curve", EquityHistory.Step, venue.Clock, equity.Sample, cancellationToken);
        loops.Every("lock heartbeat", options.Monitoring.LockHeartbeat, venue.Clock, async token => await locks.Beat(token), cancellationToken);
        loops.Always("screens", live.Tell, cancellationToken);
        loops.Every("metrics", HostGauges.Step, TimeProvider.System, telemetry.Sample, cancellationToken);
        loops.Every("notifications", NotificationCenter.Step, TimeProvider.System, notifications.TellOnce, cancellationToken);
        loops.Every("watch", Watch.Step, TimeProvider.System, watch.LookOnce, cancellationToken);
        loops.Every("model", ModelRefresh.Step, TimeProvider.System, model.Once, cancellationToken);
        loops.Every("run tracking", RunTracking.Step, TimeProvider.System, tracking.SendOnce, cancellationToken);
        loops.Every("decision chains", SealPause, TimeProvider.System, sealer.SealRunning, cancellationToken);
        loops.Always("timer triggers", RunTriggers, cancellationToken);
        loops.Always("signal queue", new QueuePump(queue, intake.Process, options.Queue, TimeProvider.System, logs.CreateLogger<QueuePump>(), metrics).Run, cancellationToken);
        loops.Every("limits", LimitPause, TimeProvider.System, limits.Refresh, cancellationToken);
        loops.Every("strategies", LimitPause, TimeProvider.System, strategies.Refresh, cancellationToken);
        loops.Every("risk analysis", AnalysisPause, TimeProvider.System, analyst.RunIfDue, cancellationToken);
        loops.Always("heartbeat", new WorkerHeartbeat(workers, options.Workers, TimeProvider.System, WorkerId, Role, Load, logs.CreateLogger<WorkerHeartbeat>()).Run, cancellationToken);
    }

    private async Task RunTriggers(CancellationToken cancellationToken)
    {
        CronTrigger[] ingestion = options.Ingestion.IsOn(options.Market.Kind) ? [PipelineTriggers.Ingestion(options, engine)] : [];
        var triggers = await CronTriggers.Open([.. PipelineTriggers.Of(options, market, engine), PipelineTriggers.Retention(engine), PipelineTriggers.Retraining(options, engine), .. ingestion], store, venue.StartUtc, logs.CreateLogger<CronTriggers>(), cancellationToken);
        await triggers.Run(venue.Clock, cancellationToken);
    }

    private int Load() => engine.Counters.Live;
}
