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

    /// <summary>Each duty has a loop of its own: one that fails, or never comes back, holds up none of the others. The trading state comes first.</summary>
    /// <param name="wall">The wall's clock: these duties guard against slow and silent processes.</param>
    public void Begin(HostLoops loops, WorkerHeartbeat heartbeat, TimeProvider wall, CancellationToken cancellationToken)
    {
        loops.Every("trading state", TradingControl.Step, wall, token => control.Enforce(token), cancellationToken);
        loops.Always("heartbeat", token => heartbeat.Run(token), cancellationToken);
        loops.Every("limits", RefreshPause, wall, token => limits.Refresh(token), cancellationToken);
        loops.Every("strategies", RefreshPause, wall, token => strategies.Refresh(token), cancellationToken);
        loops.Every("risk analysis", AnalysisPause, wall, token => analyst.RunIfDue(token), cancellationToken);
        loops.Every("trading watch", options.Watch.Interval, wall, token => trading.LookOnce(token), cancellationToken);
        loops.Every("metrics", HostGauges.Step, wall, Measure, cancellationToken);
        loops.Every("notifications", NotificationCenter.Step, wall, token => notifications.TellOnce(token), cancellationToken);
        loops.Every("model", ModelRefresh.Step, wall, token => model.Once(token), cancellationToken);
        loops.Every("run tracking", RunTracking.Step, wall, token => tracking.SendOnce(token), cancellationToken);
        loops.Every("watch", Watch.Step, wall, token => watch.LookOnce(token), cancellationToken);
    }

    private async Task Measure(CancellationToken cancellationToken)
    {
        figures.Sample();
        await gauges.Sample(cancellationToken);
    }
}
