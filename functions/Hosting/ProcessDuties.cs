using TradingFunctions.Api.Metrics;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Trading.Watching;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Hosting;

/// <summary>What every process of a serverless host keeps up to date for itself while it lives: limits, strategies, the trading state, findings, figures, messages to people.</summary>
public sealed class ProcessDuties(
    LimitDesk limits, StrategyDesk strategies, RiskAnalyst analyst, TradingControl control, TradingWatch trading, MetricsReport figures, HostGauges gauges, NotificationCenter notifications, Watch watch, RunTracking tracking, ModelRefresh model, TradingOptions options)
{
    /// <summary>How long another process's change of a limit or strategy, or the end of an override, takes to reach this one.</summary>
    private static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(5);

    /// <summary>How often is looked whether an analysis is due.</summary>
    private static readonly TimeSpan AnalysisPause = TimeSpan.FromSeconds(5);

    public void Begin(HostLoops loops, WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        loops.Always("heartbeat", heartbeat.Run, cancellationToken);
        loops.Every("limits", RefreshPause, TimeProvider.System, limits.Refresh, cancellationToken);
        loops.Every("strategies", RefreshPause, TimeProvider.System, strategies.Refresh, cancellationToken);
        loops.Every("risk analysis", AnalysisPause, TimeProvider.System, analyst.RunIfDue, cancellationToken);
        loops.Every("trading state", TradingControl.Step, TimeProvider.System, control.Enforce, cancellationToken);
        loops.Every("trading watch", options.Watch.Interval, TimeProvider.System, trading.LookOnce, cancellationToken);
        loops.Every("metrics", HostGauges.Step, TimeProvider.System, Measure, cancellationToken);
        loops.Every("notifications", NotificationCenter.Step, TimeProvider.System, notifications.TellOnce, cancellationToken);
        loops.Every("model", ModelRefresh.Step, TimeProvider.System, model.Once, cancellationToken);
        loops.Every("run tracking", RunTracking.Step, TimeProvider.System, tracking.SendOnce, cancellationToken);
        loops.Every("watch", Watch.Step, TimeProvider.System, watch.LookOnce, cancellationToken);
    }

    private async Task Measure(CancellationToken cancellationToken)
    {
        figures.Sample();
        await gauges.Sample(cancellationToken);
    }
}
