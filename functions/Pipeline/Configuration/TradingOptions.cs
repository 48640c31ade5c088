using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<TradingEnvironment>))]
public enum TradingEnvironment
{
    /// <summary>Nothing leaves this process.</summary>
    Simulation,

    /// <summary>A broker's paper account.</summary>
    Paper,

    /// <summary>Real money.</summary>
    Live,
}

[JsonConverter(typeof(JsonStringEnumConverter<TradingCalendar>))]
public enum TradingCalendar
{
    /// <summary>New York Stock Exchange and Nasdaq.</summary>
    Xnys,
}

/// <summary>Everything that can be set. Every part has defaults, so that an empty file, or none, runs the simulation.</summary>
/// <remarks>
/// <see cref="Risk"/>, <see cref="Sizing"/> and <see cref="Strategies"/> are dynamic: they seed the store at the first start, and from then on the store
/// is the truth. The rest is static.
/// </remarks>
public sealed record TradingOptions
{
    /// <summary>The account that is traded; part of every order id. Default <c>main</c>.</summary>
    public AccountId Account { get; init; } = new("main");

    /// <summary>Part of every order id, so that a simulated order never has the id of a real one. Default simulation.</summary>
    public TradingEnvironment Environment { get; init; }

    /// <summary>Sessions, holidays and time zone. Default New York.</summary>
    public TradingCalendar Calendar { get; init; }

    [Required]
    public ScanOptions Scan { get; init; } = new();

    [Required]
    public MonitoringOptions Monitoring { get; init; } = new();

    /// <summary>Who writes plans: rules, or a language model within them.</summary>
    [Required]
    public PlannerOptions Planner { get; init; } = new();

    [Required]
    public OrderOptions Orders { get; init; } = new();

    /// <summary>Limits of the gate; ranges in <see cref="RiskLimitRanges"/>.</summary>
    [Required]
    public RiskLimits Risk { get; init; } = new();

    /// <summary>Who may change the limits, how far at most, and the analysis in the background.</summary>
    [Required]
    public RiskControlOptions RiskControl { get; init; } = new();

    /// <summary>What moves the trading state without a person.</summary>
    [Required]
    public WatchOptions Watch { get; init; } = new();

    [Required]
    public SizingOptions Sizing { get; init; } = new();

    /// <summary>What each strategy may; a strategy that is not listed may trade long.</summary>
    [Required]
    public StrategyOptions[] Strategies { get; init; } = [];

    /// <summary>Where strategies of others are loaded from, and how long they may take.</summary>
    [Required]
    public PluginOptions Plugins { get; init; } = new();

    [Required]
    public BrokerOptions Broker { get; init; } = new();

    [Required]
    public MarketOptions Market { get; init; } = new();

    /// <summary>How minute bars are taken in from a remote market.</summary>
    [Required]
    public IngestionOptions Ingestion { get; init; } = new();

    [Required]
    public SimulationOptions Simulation { get; init; } = new();

    [Required]
    public StoreOptions Store { get; init; } = new();

    [Required]
    public QueueOptions Queue { get; init; } = new();

    [Required]
    public WorkerOptions Workers { get; init; } = new();

    [Required]
    public DayOptions Day { get; init; } = new();

    [Required]
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>Whom to tell what.</summary>
    [Required]
    public NotifyOptions Notify { get; init; } = new();

    [Required]
    public AnalysisOptions Analysis { get; init; } = new();

    /// <summary>Training of models.</summary>
    [Required]
    public LearningOptions Learning { get; init; } = new();
}
