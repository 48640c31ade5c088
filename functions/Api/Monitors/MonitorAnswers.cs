using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Api.Monitors;

/// <summary>One symbol's monitor.</summary>
/// <param name="Status">Of its orchestration.</param>
/// <param name="State">What it is doing; null before its first turn.</param>
/// <param name="Alerts">Alerts raised so far.</param>
/// <param name="LastPrice">Dollars, at the last check.</param>
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
    TaskFailure? Failure)
{
    /// <summary>Null for an instance that is no monitor of a symbol.</summary>
    public static MonitorAnswer? Of(RunId run, InstanceInfo instance)
    {
        if (instance.Orchestration != Pipeline.PipelineCatalog.MonitorSymbol.Name || instance.Input is null)
        {
            return null;
        }

        var request = JsonSerializer.Deserialize(instance.Input, PipelineJson.Default.MonitorRequest)!;
        var status = instance.CustomStatus is null ? null : JsonSerializer.Deserialize(instance.CustomStatus, PipelineJson.Default.MonitorStatus);
        return new MonitorAnswer(
            request.Symbol, run, instance.InstanceId, instance.Status, status?.State, status?.Plan.Version ?? request.Plan.Version, status?.Checks ?? request.Checks,
            status?.Alerts ?? request.LastSequence, status?.LastPrice, status?.LastCheckUtc, status?.NextCheckUtc ?? request.NextCheckUtc, instance.Failure);
    }
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

/// <param name="Status">What was set going.</param>
public sealed record MonitorAction(Symbol Symbol, RunId Run, string Status);
