using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>Where a strategy comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StrategyKind>))]
public enum StrategyKind
{
    [JsonStringEnumMemberName("builtIn")]
    BuiltIn,

    [JsonStringEnumMemberName("plugIn")]
    PlugIn,

    /// <summary>The rules that plans are written by.</summary>
    [JsonStringEnumMemberName("planner")]
    Planner,

    /// <summary>Only its name is known: its signals come from outside.</summary>
    [JsonStringEnumMemberName("external")]
    External,
}

/// <summary>What a strategy is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StrategyState>))]
public enum StrategyState
{
    /// <summary>It runs, its entries are taken.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It is not enabled.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>The host switched it off because of what it did.</summary>
    [JsonStringEnumMemberName("faulted")]
    Faulted,

    /// <summary>The gate takes no entries of it: it traded too often, or a person has stopped it.</summary>
    [JsonStringEnumMemberName("halted")]
    Halted,

    /// <summary>It is enabled and cannot run.</summary>
    [JsonStringEnumMemberName("unavailable")]
    Unavailable,
}

/// <summary>One strategy: what it is, how it is set up, what it came to.</summary>
/// <param name="ETag">What a change must give in <c>If-Match</c>.</param>
/// <param name="Problem">Why it cannot run.</param>
/// <param name="Parameters">All of them, with their values in force.</param>
/// <param name="Schema">JSON Schema of the parameters.</param>
/// <param name="RequiredBars">Bars that it looks at.</param>
/// <param name="Fault">Why the host switched it off.</param>
/// <param name="HaltReason">Why the gate takes no entries of it.</param>
/// <param name="Evaluation">Time of its evaluations on this host; null where it is not evaluated here.</param>
public sealed record StrategyView(
    StrategyId Name,
    string ETag,
    StrategyKind Kind,
    StrategyState State,
    string Description,
    string? Class,
    string? Assembly,
    bool Enabled,
    bool AllowShort,
    decimal? MaxPositionShare,
    decimal? MaxExposureShare,
    decimal? MinConfidence,
    Symbol[] Symbols,
    JsonObject Parameters,
    JsonObject? Schema,
    int? RequiredBars,
    string? Problem,
    StrategyFault? Fault,
    string? HaltReason,
    StrategyFigures Performance,
    EvaluationTimes? Evaluation);

/// <summary>All strategies, and the plug-ins that were not taken.</summary>
public sealed record StrategyList(StrategyView[] Items, IReadOnlyList<RefusedStrategy> Refused);

/// <summary>What became of a change.</summary>
public enum StrategyChangeStatus
{
    Done,

    /// <summary>There is no such strategy.</summary>
    NotFound,

    /// <summary>The caller is no operator.</summary>
    Forbidden,

    /// <summary>A value is not allowed; nothing was changed.</summary>
    Invalid,

    /// <summary>Somebody else changed the strategy since it was read; nothing was changed.</summary>
    Changed,
}

/// <param name="Errors">What is wrong, by field.</param>
/// <param name="View">The strategy as it now is; null where nothing was done.</param>
public sealed record StrategyChange(StrategyChangeStatus Status, IReadOnlyList<OptionError> Errors, StrategyView? View = null)
{
    public static StrategyChange Refused(StrategyChangeStatus status, string path, string message) => new(status, [new OptionError(path, message)]);
}
