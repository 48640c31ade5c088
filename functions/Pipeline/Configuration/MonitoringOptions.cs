using System.ComponentModel.DataAnnotations;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>How symbols are watched.</summary>
public sealed record MonitoringOptions
{
    /// <summary>Time between two checks of a monitor whose plan says nothing else; stretched to a bar where bars are longer. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the alert desk looks without being told. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AlertDeskTick { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most symbols watched at a time. Default 400.</summary>
    [Range(1, 10_000)]
    public int MaxMonitors { get; init; } = 400;

    /// <summary>Watches every symbol of the market, whatever the scan says. Default no.</summary>
    public bool MonitorAll { get; init; }

    /// <summary>How long after the close a monitor may take to end. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Sessions that a plan is good for where a bar is a session; on shorter bars a plan lasts one session. Default 5.</summary>
    [Range(1, 100)]
    public int SessionsPerPlan { get; init; } = 5;

    /// <summary>How often the locks of running monitors are looked after between their checks. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LockHeartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a symbol's lock lasts without being renewed. Default 300 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan LockTimeToLive { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Bounds of every plan, whoever wrote it.</summary>
    [Required]
    public PlanLimits PlanLimits { get; init; } = PlanLimits.Default;

    /// <summary>The rule-based planner.</summary>
    [Required]
    public PlannerSettings Planner { get; init; } = PlannerSettings.Default;
}
