using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Analysis;

/// <summary>What the analyze command prints.</summary>
/// <param name="Contracts">Contracts that were analysed or failed; each has an instance.</param>
/// <param name="Failed">Names of those that failed; why is in <paramref name="Failures"/>.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Prices">Prices of all contracts; buys, sells and holds add up to them.</param>
/// <param name="SuccessRate">Good over good and bad; null where there is neither.</param>
/// <param name="Instances">Child instances that are there with their history, one per contract.</param>
/// <param name="Reused">Contracts that an earlier start of this analysis had finished.</param>
/// <param name="IndexFault">Why nothing was correlated with the index column; null where it could be used, and without one.</param>
/// <param name="SkippedValues">Values that count as absent because they are no prices.</param>
/// <param name="SkippedPlaces">Where the first of the rows and values left out are, some of each reason.</param>
/// <param name="WallSeconds">Since the process began.</param>
public sealed record AnalyzeReport(
    int Contracts,
    string[] Failed,
    int Rows,
    long Buys,
    long Sells,
    long Holds,
    long Good,
    long Bad,
    long Neutral,
    double? SuccessRate,
    int Instances,
    double WallSeconds,
    string Id,
    string Name,
    string[] Tags,
    string Strategy,
    SortedDictionary<string, double> Parameters,
    long Prices,
    int Reused,
    string? Index,
    double? MeanCorrelation,
    SortedDictionary<string, int> SkippedRows,
    string[] SkippedColumns,
    FailedContract[] Failures,
    SliceView[] Slices,
    VariantView[] Variants,
    string Output,
    string? IndexFault,
    long SkippedValues,
    SkippedPlace[] SkippedPlaces);

/// <summary>Output of the analyze command; a success rate of none is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(AnalyzeReport))]
public sealed partial class AnalyzeJson : JsonSerializerContext;

/// <summary>How far an analysis is.</summary>
/// <param name="SecondsLeft">At the pace so far; null before there is one.</param>
public sealed record AnalyzeProgress(AnalysisProgress Now, double? SecondsLeft);

/// <summary>An analysis cannot be done. The message is for people.</summary>
/// <param name="isInput">Whether the input is to blame: the same call would fail again.</param>
public sealed class AnalysisException(string message, bool isInput, Exception? inner = null) : Exception(message, inner)
{
    public bool IsInput { get; } = isInput;
}
