using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Names that analyses give to their instances and files.</summary>
public static class AnalysisNames
{
    public const int MaxId = 40;

    public const string Summary = "analysis.json";
    public const string Comparison = "comparison.json";
    public const string Markdown = "report.md";
    public const string Html = "report.html";

    /// <summary>Plots of the Markdown report, each a file beside it where there is something to show.</summary>
    public static IReadOnlyList<string> Plots { get; } =
        ["plot-success-rate.svg", "plot-best-contracts.svg", "plot-slice-success-rate.svg", "plot-slice-signals.svg", "plot-correlation.svg", "plot-success-over-correlation.svg"];

    public static string Instance(string id) => $"analysis-{id}";

    public static string ContractInstances(string id) => $"contract-{id}-";

    public static string ContractInstance(string id, ContractName contract) => ContractInstances(id) + contract.File;

    public static string Table(ContractName contract, ResultFormat format) => $"{contract.File}_analysis{Ending(format)}";

    public static string TableSummary(string file) => $"{file}_analysis.json";

    public static string SignalsTable(ContractName contract, ResultFormat format) => $"{contract.File}_signals{Ending(format)}";

    public static string RawTable(ContractName contract, ResultFormat format) => $"{contract.File}_raw{Ending(format)}";

    /// <summary>Whether text may be an id: 1 to 40 characters of <c>A-Z a-z 0-9 . _ -</c>, beginning with a letter or digit.</summary>
    public static bool IsId(string? text) => text is { Length: >= 1 and <= MaxId } && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static string Ending(ResultFormat format) => format == ResultFormat.Parquet ? ".parquet" : ".csv.gz";
}
