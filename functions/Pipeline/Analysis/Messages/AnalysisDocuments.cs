using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>The table as reports show it.</summary>
/// <param name="Index">Name of the index column, where there is one.</param>
/// <param name="SliceTimes">First time of each slice, as the table spells it.</param>
/// <param name="SkippedRows">Rows left out, by reason.</param>
/// <param name="SkippedValues">Values of the contracts and the index column that count as absent because they are no prices.</param>
/// <param name="SkippedPlaces">Where the first of the rows and values left out are.</param>
public sealed record TableSummary(
    string Digest,
    int Rows,
    int Contracts,
    string? Index,
    string FirstTime,
    string LastTime,
    string[] SliceTimes,
    SortedDictionary<string, int> SkippedRows,
    string[] SkippedColumns,
    long SkippedValues = 0,
    SkippedPlace[]? SkippedPlaces = null);

/// <summary>Counts with what follows from them, as JSON shows them.</summary>
public sealed record CountsView(long Prices, long Buys, long Sells, long Holds, long Good, long Bad, long Neutral, double? SuccessRate)
{
    public static CountsView Of(SignalCounts c) => new(c.Prices, c.Buys, c.Sells, c.Holds, c.Good, c.Bad, c.Neutral, c.SuccessRate);

    public SignalCounts ToCounts() => new(Buys, Sells, Holds, Good, Bad, Neutral);
}

/// <param name="Slice">From 1.</param>
/// <param name="From">First time of the slice, as the table spells it.</param>
public sealed record SliceView(int Slice, string From, CountsView Counts);

/// <summary>One parameter set and what it came to.</summary>
public sealed record VariantView(SortedDictionary<string, double> Parameters, CountsView Counts);

/// <summary>Summary of one contract: <c>{contract}_analysis.json</c>.</summary>
/// <param name="Absent">Rows without a price.</param>
/// <param name="BadValues">Values that counted as absent because they are no prices.</param>
/// <param name="Slices">Subtotals of the first parameter set; they add up to <paramref name="Counts"/>.</param>
/// <param name="Tables">Names of its tables.</param>
public sealed record ContractSummary(
    string Contract,
    string File,
    string Strategy,
    int Rows,
    int Absent,
    int BadValues,
    string FirstTime,
    string LastTime,
    double FirstPrice,
    double LastPrice,
    CountsView Counts,
    SliceView[] Slices,
    VariantView[] Variants,
    string[] Tables);

/// <summary>A contract among the others.</summary>
/// <param name="Rank">1 the best: by success rate, then by how often it was judged, then by name; contracts without a success rate come last.</param>
/// <param name="Return">Last price over first price - 1.</param>
/// <param name="Correlation">Of its changes with those of the index column; null without one, or where either does not move.</param>
/// <param name="Beta">Slope of its changes over the index's.</param>
public sealed record RankedContract(int Rank, string Contract, string File, CountsView Counts, double Return, double? Correlation, double? Beta);

/// <param name="Code">Stable code for programs.</param>
/// <param name="Message">With line and column where one is to blame.</param>
public sealed record FailedContract(string Contract, string Code, string Message);

/// <summary>All contracts beside each other: <c>comparison.json</c>.</summary>
/// <param name="MeanCorrelation">Mean of the correlations with the index; null without any.</param>
/// <param name="IndexFault">Why the index column could not be used, with line and column; null where it was, and without one.</param>
public sealed record Comparison(
    RankedContract[] Ranking,
    SliceView[] Slices,
    VariantView[] Variants,
    double? MeanCorrelation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IndexFault = null);

/// <summary>The whole analysis: <c>analysis.json</c>. Nothing in it depends on when or how fast it ran.</summary>
/// <param name="Contracts">Contracts that were analysed or failed.</param>
/// <param name="Totals">Of the first parameter set, over all contracts that did not fail.</param>
/// <param name="Code">Of the strategy; null where it is built in.</param>
/// <param name="IndexFault">Why nothing was correlated with the index column; null where it could be used, and without one.</param>
public sealed record AnalysisSummary(
    string Id,
    string Name,
    string[] Tags,
    string Prices,
    string Strategy,
    SortedDictionary<string, double> Parameters,
    TableSummary Table,
    int Contracts,
    FailedContract[] Failed,
    CountsView Totals,
    SliceView[] Slices,
    VariantView[] Variants,
    double? MeanCorrelation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnalysisCode? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IndexFault = null);

/// <summary>JSON of the analyses' documents and artefacts. A success rate of none is written as null.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(AnalysisDefinition))]
[JsonSerializable(typeof(TableSummary))]
[JsonSerializable(typeof(PageOutcomes))]
[JsonSerializable(typeof(ContractSummary))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(AnalysisSummary))]
public sealed partial class AnalysisJson : JsonSerializerContext;
