using TradingFunctions.Domain;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>One trading day's monitoring, as the index of runs lists it.</summary>
public sealed record RunDocument(RunId Run, DateOnly Session, DateTime OpenUtc, DateTime CloseUtc, DateTime StartedUtc, PortfolioResult? Result);

/// <summary>A scan and what it picked, with the reasons.</summary>
public sealed record ScanDocument(
    string ScanId, RunId Run, DateOnly Session, DateTime SlotUtc, int Scanned, ScanCandidate[] Candidates, ScanRejection[] Rejections);

/// <summary>Which plan each symbol of a run started with, and until when it is good.</summary>
public sealed record PlanAssignment(PlanReference Plan, DateTime ValidUntilUtc);

/// <summary>The plans of a run's monitors, in the order of their symbols.</summary>
public sealed record PlanIndexDocument(PlanAssignment[] Plans);

/// <summary>The newest plan of a symbol whose plan was changed during a run; until then the index says which plan it follows.</summary>
/// <param name="ChangedUtc">From when it is in force.</param>
public sealed record PlanHeadDocument(PlanReference Plan, DateTime ChangedUtc);

/// <summary>How far the desk has come: last sequence handled per symbol.</summary>
public sealed record WatermarkDocument(SortedDictionary<string, int> Handled);

/// <summary>The monitors have ended: the desk is done when it has handled what they raised.</summary>
public sealed record ClosingDocument(MonitorEnd[] Ends);

/// <summary>A decision on an alert, by the rules alone.</summary>
public sealed record DecisionDocument(AlertReference Alert, AlertDecision Decision, DateTime DecidedUtc);

/// <summary>What became of a decision.</summary>
/// <param name="Outcome">In short: executed, working, denied and so on; of a plan update, the new version.</param>
public sealed record OutcomeDocument(Symbol Symbol, int Sequence, string Outcome, string[] Denials, PlanReference? Plan, DateTime AtUtc, TradeAnswer? Answer = null);

public sealed record FailureDocument(MonitorFailure Failure, DateTime AtUtc, MonitorEnd End);
