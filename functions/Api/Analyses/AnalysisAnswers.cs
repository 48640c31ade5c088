using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Analyses;

/// <summary>An analysis in a list.</summary>
/// <param name="Progress">While it runs.</param>
/// <param name="Metrics">Once it has finished: contracts, failed, rows, prices, buys, sells, good, bad, success_rate, mean_correlation.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record AnalysisAnswer(
    string Id,
    string Name,
    string[] Tags,
    ExperimentStatus Status,
    DateTime CreatedUtc,
    DateTime? FinishedUtc,
    string Prices,
    string Strategy,
    int Slices,
    ProgressAnswer? Progress,
    SortedDictionary<string, double> Metrics,
    string? Failure)
{
    public static AnalysisAnswer Of(ExperimentRecord record, AnalysisDefinition definition, ProgressAnswer? progress) => new(
        record.Id, record.Name, record.Tags, record.Status, record.CreatedUtc, record.FinishedUtc, definition.Prices.Path, definition.Strategy, definition.Slices, progress, record.Metrics, record.Failure);
}

/// <param name="Stage">reading, analysing, comparing, reporting or done.</param>
/// <param name="SecondsLeft">At the pace since this host was first asked about it; nothing before there is one.</param>
public sealed record ProgressAnswer(string Stage, int Contracts, int Done, int Failed, double? SecondsLeft);

/// <summary>What one contract came to.</summary>
/// <param name="File">Its name in file names and instance ids.</param>
/// <param name="Counts">Nothing where it failed.</param>
/// <param name="Slices">Subtotals, of the slices asked for by tag.</param>
public sealed record ContractAnswer(string Contract, string File, CountsView? Counts, string? FailureCode, string? Failure, SliceView[]? Slices = null);

/// <param name="Address">Where to download it.</param>
public sealed record ArtefactAnswer(string Name, long Bytes, string Address);

/// <summary>An analysis with its contracts.</summary>
/// <param name="Table">The table as it was opened.</param>
/// <param name="Totals">Once it has finished.</param>
/// <param name="IndexFault">Why nothing was correlated with the index column; nothing where it could be used.</param>
/// <param name="Contracts">Contracts that are over, in the order of the table.</param>
/// <param name="Slices">Subtotals over all contracts.</param>
/// <param name="Variants">Parameter sets with what they came to.</param>
/// <param name="Next">The 'after' of the next page of contracts.</param>
public sealed record AnalysisDetail(
    string Id,
    string Name,
    string[] Tags,
    ExperimentStatus Status,
    DateTime CreatedUtc,
    DateTime? FinishedUtc,
    string Prices,
    string Strategy,
    SortedDictionary<string, double> Parameters,
    ProgressAnswer? Progress,
    string? Failure,
    TableSummary? Table,
    CountsView? Totals,
    double? MeanCorrelation,
    string? IndexFault,
    ContractAnswer[] Contracts,
    SliceView[] Slices,
    VariantView[] Variants,
    ArtefactAnswer[] Artefacts,
    string? Next = null)
{
    /// <summary>Files that a detail lists; the tables of each contract are named after it.</summary>
    private static readonly string[] Reports = [AnalysisNames.Summary, AnalysisNames.Comparison, AnalysisNames.Markdown, AnalysisNames.Html, .. AnalysisNames.Plots];

    public static ArtefactAnswer[] ReportsOf(string id, IReadOnlyList<Artefact> artefacts) =>
        [.. artefacts.Where(a => Reports.Contains(a.Name, StringComparer.Ordinal)).Select(a => new ArtefactAnswer(a.Name, a.Bytes, $"/api/analyses/{id}/artefacts/{a.Name}"))];
}
