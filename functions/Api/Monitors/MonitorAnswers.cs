using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Api.Monitors;

/// <summary>One symbol's monitor.</summary>
/// <param name="Status">Of its orchestration.</param>
/// <param name="State">What it is doing; null before its first turn.</param>
/// <param name="Alerts">Alerts raised so far.</param>
/// <param name="LastPrice">Dollars, at the last check.</param>
/// <param name="Failure">Why the orchestration failed.</param>
/// <param name="Trouble">Checks that fail, until one succeeds, or why it ended.</param>
public sealed record MonitorAnswer(
    Symbol Symbol,
    RunId Run,
    string InstanceId,
    InstanceStatus Status,
    MonitorState? State,
    int? PlanVersion,
    int Checks,
    int Alerts,
    double? LastPrice,
    DateTime? LastCheckUtc,
    DateTime? NextCheckUtc,
    TaskFailure? Failure,
    MonitorTrouble? Trouble = null)
{
    /// <summary>Null for an instance that is no monitor of a symbol.</summary>
    /// <param name="failure">The newest failure that was reported of it.</param>
    public static MonitorAnswer? Of(RunId run, InstanceInfo instance, FailureDocument? failure = null)
    {
        if (instance.Orchestration != Pipeline.PipelineCatalog.MonitorSymbol.Name || instance.Input is null)
        {
            return null;
        }

        var request = JsonSerializer.Deserialize(instance.Input, PipelineJson.Default.MonitorRequest)!;
        var status = instance.CustomStatus is null ? null : JsonSerializer.Deserialize(instance.CustomStatus, PipelineJson.Default.MonitorStatus);
        return new MonitorAnswer(
            request.Symbol, run, instance.InstanceId, instance.Status, status?.State, status?.Plan.Version ?? request.Plan.Version, status?.Checks ?? request.Checks,
            status?.Alerts ?? request.LastSequence, status?.LastPrice, status?.LastCheckUtc, status?.NextCheckUtc ?? request.NextCheckUtc, instance.Failure,
            MonitorTrouble.Of(failure, status));
    }
}

/// <summary>What was reported of a monitor.</summary>
/// <param name="AtUtc">When it was.</param>
public sealed record MonitorTrouble(string Code, string Message, DateTime AtUtc)
{
    /// <summary>Null where there is none, or where a later check succeeded.</summary>
    public static MonitorTrouble? Of(FailureDocument? failure, MonitorStatus? status) =>
        failure is null || (failure.Failure.Check > 0 && status?.Checks > failure.Failure.Check) ? null : new MonitorTrouble(failure.Failure.Code, failure.Failure.Message, failure.AtUtc);
}

/// <summary>A monitor with the plan that it follows and its alerts, newest first.</summary>
/// <param name="Distances">What each condition lacks, in the plan's order, guards after the conditions of their trigger; null without prices.</param>
public sealed record MonitorDetail(MonitorAnswer Monitor, MonitoringPlan Plan, Alert[] Alerts, ConditionDistance[]? Distances);

/// <summary>A plan that a person puts in force. What is left out is today's: from now until after the close.</summary>
/// <inheritdoc cref="MonitoringPlan"/>
public sealed record PlanBody(
    PlanTrigger[] Triggers,
    StrategyId? Strategy = null,
    DateTime? ValidFromUtc = null,
    DateTime? ValidToUtc = null,
    string[]? Reasons = null,
    int CheckIntervalSeconds = MonitoringPlan.DefaultCheckIntervalSeconds,
    double? StopLossFraction = null,
    double? TakeProfitFraction = null,
    double? MaxPositionFraction = null);

/// <param name="Version">In force from the monitor's next check.</param>
public sealed record PlanAccepted(Symbol Symbol, RunId Run, int Version);

/// <summary>A symbol to be monitored for the rest of the day.</summary>
/// <param name="Reason">Why, for the log.</param>
public sealed record MonitorBody(Symbol Symbol, string? Reason = null);

/// <param name="Status">What was set going.</param>
public sealed record MonitorAction(Symbol Symbol, RunId Run, string Status);
