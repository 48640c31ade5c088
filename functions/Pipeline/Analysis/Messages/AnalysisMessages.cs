using TradingFunctions.Domain.Analysis;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Starts an analysis whose definition is stored.</summary>
public sealed record AnalysisStart(string Id, int Slices, int Concurrency);

/// <summary>The table as it was when the analysis began.</summary>
/// <param name="Digest">SHA-256 of the file; a table that has changed since is refused.</param>
/// <param name="Contracts">Contracts that are analysed.</param>
public sealed record TableOpened(string Digest, int Rows, int Contracts);

/// <param name="From">Number of the first contract wanted, from 0.</param>
public sealed record NamesRequest(string Id, string Digest, int From);

/// <param name="Next">Number of the first contract of the next page; 0 after the last.</param>
public sealed record ContractNames(ContractName[] Contracts, int Next);

/// <param name="Column">Index into the table's columns.</param>
/// <param name="File">Its name in file names and instance ids.</param>
public sealed record ContractName(string Contract, int Column, string File);

/// <summary>One contract of an analysis.</summary>
public sealed record ContractRequest(string Id, string Digest, ContractName Contract, int Slices);

/// <param name="Slice">From 0.</param>
public sealed record SliceRequest(string Id, string Digest, ContractName Contract, int Slice, int Slices);

/// <summary>What a contract came to, or why it failed.</summary>
/// <param name="Counts">Of the first parameter set.</param>
/// <param name="FailureCode">Null where it did not fail.</param>
public sealed record ContractOutcome(ContractName Contract, SignalCounts Counts, string? FailureCode = null, string? Failure = null);

/// <summary>Outcomes of a page of contracts.</summary>
public sealed record PageOutcomes(string Id, int From, ContractOutcome[] Outcomes);

/// <summary>A step over all contracts.</summary>
public sealed record AnalysisStep(string Id, string Digest);

/// <param name="Failure">Null where the analysis has been done.</param>
public sealed record AnalysisEnding(string Id, string? Failure);

/// <summary>What an analysis came to; everything else is in its artefacts.</summary>
public sealed record AnalysisResult(string Id, int Contracts, int Failed, int Rows, SignalCounts Counts);

/// <summary>How far a contract is, with the subtotals of its slices so far.</summary>
public sealed record ContractProgress(string Contract, int SlicesDone, int Slices, SignalCounts Counts);

/// <summary>How far an analysis is.</summary>
/// <param name="Stage"><c>reading</c>, <c>analysing</c>, <c>comparing</c>, <c>reporting</c> or <c>done</c>.</param>
public sealed record AnalysisProgress(string Stage, int Contracts, int Done, int Failed);
