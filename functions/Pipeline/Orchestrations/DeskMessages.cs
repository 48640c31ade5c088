using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>One stored alert: ordered by time, then symbol, then sequence.</summary>
public readonly record struct AlertReference(Symbol Symbol, int Sequence, DateTime AtUtc);

/// <summary>Says that there is something to drain; losing it costs time, never an alert.</summary>
public sealed record AlertHint(Symbol Symbol, int Sequence);

/// <summary>All that the desk carries from generation to generation.</summary>
/// <param name="Handled">Alerts handled that the watermark has not moved over yet.</param>
public sealed record DeskRequest(RunId Run, TimeSpan Tick, DeskResult Totals, AlertReference[] Handled);

/// <summary>Counts of one desk.</summary>
public sealed record DeskResult(int Alerts, int Trades, int PlanUpdates, int Ignored, int Failed)
{
    public static DeskResult None { get; } = new(0, 0, 0, 0, 0);
}

/// <param name="Handled">Alerts handled since the last drain: the watermark moves over them first.</param>
public sealed record DrainRequest(RunId Run, AlertReference[] Handled, int Limit);

/// <param name="Closed">The run is closing and every alert of every monitor has been handled.</param>
public sealed record Drained(AlertReference[] Alerts, bool Closed);

public sealed record EvaluateRequest(RunId Run, AlertReference[] Alerts);

public sealed record DecisionReference(Symbol Symbol, int Sequence, DecisionKind Kind);

/// <param name="Decisions">One per alert, in the order of the request.</param>
public sealed record Evaluated(DecisionReference[] Decisions);

public sealed record ExecuteRequest(RunId Run, Symbol Symbol, int Sequence);

/// <param name="Outcome">In short: executed, working, denied and so on.</param>
public sealed record Executed(string Outcome);

public sealed record UpdatePlanRequest(RunId Run, Symbol Symbol, int Sequence);

/// <param name="Plan">The new plan, or null when the old one stays.</param>
/// <param name="Monitor">Instance to tell.</param>
public sealed record PlanChange(PlanReference? Plan, string? Monitor);
