using TradingFunctions.Domain;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>One trading day's monitoring, as the index of runs lists it.</summary>
public sealed record RunDocument(RunId Run, DateOnly Session, DateTime OpenUtc, DateTime CloseUtc, DateTime StartedUtc, PortfolioResult? Result);

/// <summary>A scan and what it picked, with the reasons.</summary>
public sealed record ScanDocument(
    string ScanId, RunId Run, DateOnly Session, DateTime SlotUtc, int Scanned, ScanCandidate[] Candidates, ScanRejection[] Rejections)
{
    /// <summary>Where the symbols came from, for people; null for scans of before it was kept.</summary>
    public string? Universe { get; init; }

    /// <summary>The limits that were applied, for people; null for scans of before they were kept.</summary>
    public string[]? Filters { get; init; }
}

/// <summary>Which plan each symbol of a run started with, and until when it is good.</summary>
public sealed record PlanAssignment(PlanReference Plan, DateTime ValidUntilUtc);

/// <summary>The plans of a run's monitors, in the order of their symbols.</summary>
public sealed record PlanIndexDocument(PlanAssignment[] Plans);

/// <summary>The newest plan of a symbol whose plan was changed during a run; until then the index says which plan it follows.</summary>
/// <param name="ChangedUtc">From when it is in force.</param>
/// <param name="Cause">Number of the alert that asked for it; null where a person or a scan did.</param>
public sealed record PlanHeadDocument(PlanReference Plan, DateTime ChangedUtc, int? Cause = null);

/// <summary>How far the desk has come: last sequence handled per symbol.</summary>
public sealed record WatermarkDocument(SortedDictionary<string, int> Handled);

/// <summary>The monitors have ended: the desk is done when it has handled what they raised.</summary>
public sealed record ClosingDocument(MonitorEnd[] Ends);

/// <summary>A decision on an alert: the rules', or a part of it.</summary>
/// <param name="Advice">What the model said of it; null where it was not asked.</param>
public sealed record DecisionDocument(AlertReference Alert, AlertDecision Decision, DateTime DecidedUtc, AlertAdvice? Advice = null);

/// <summary>What became of a decision.</summary>
/// <param name="Outcome">In short: executed, working, denied and so on; of a plan update, the new version.</param>
public sealed record OutcomeDocument(Symbol Symbol, int Sequence, string Outcome, string[] Denials, PlanReference? Plan, DateTime AtUtc, TradeAnswer? Answer = null);

public sealed record FailureDocument(MonitorFailure Failure, DateTime AtUtc, MonitorEnd End);
