using TradingFunctions.Domain;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline;

/// <summary>What the orchestrations and their activities are set to.</summary>
/// <param name="Account">The account that is traded.</param>
/// <param name="Scan">What a scan lets through.</param>
/// <param name="CheckInterval">Time between two checks of a monitor; stretched to a bar where the market's bars are longer.</param>
/// <param name="DeskTick">How often the desk looks without being told.</param>
/// <param name="Grace">How long after the close a monitor may take to end.</param>
/// <param name="MonitorAll">Monitor every symbol of the market, whatever the scan says.</param>
/// <param name="SessionsPerPlan">Sessions that a plan is good for where a bar is a session; on shorter bars a plan lasts one session.</param>
/// <param name="LockTimeToLive">How long a symbol lock lasts without being renewed.</param>
/// <param name="PlanLimits">Bounds of every plan.</param>
/// <param name="Planner">Parameters of the rule-based planner.</param>
public sealed record PipelineSettings(
    AccountId Account,
    ScanCriteria Scan,
    TimeSpan CheckInterval,
    TimeSpan DeskTick,
    TimeSpan Grace,
    bool MonitorAll,
    int SessionsPerPlan,
    TimeSpan LockTimeToLive,
    PlanLimits PlanLimits,
    PlannerSettings Planner)
{
    /// <summary>What happens towards the end of a day.</summary>
    public DayOptions Day { get; init; } = new();

    /// <summary>How minute bars are taken in.</summary>
    public IngestionOptions Ingestion { get; init; } = new();

    /// <summary>Which symbols a scan looks at.</summary>
    public UniverseOptions Universe { get; init; } = new();

    /// <summary>Symbols of the universe's list and file.</summary>
    public IReadOnlyList<Symbol> Listed { get; init; } = [];

    /// <summary>Sectors, for the scan's filter.</summary>
    public SectorMap Sectors { get; init; } = SectorMap.Empty;

    /// <summary>How long finished things stay where they are looked for first.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>How models are trained.</summary>
    public LearningOptions Learning { get; init; } = new();

    /// <summary>Strategies as the host starts with them.</summary>
    public StrategyOptions[] Strategies { get; init; } = [];

    public static PipelineSettings Default { get; } = new(
        new AccountId("main"), new ScanCriteria(), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), MonitorAll: false, SessionsPerPlan: 5, TimeSpan.FromSeconds(300), PlanLimits.Default, PlannerSettings.Default);
}
