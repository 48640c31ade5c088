using System.Globalization;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Local.Experiments;

/// <summary>Records an analysis that the command line made among the runs of a data directory. Its own state has it besides.</summary>
internal static class RecordedAnalysis
{
    private static readonly string[] Files = [AnalysisNames.Summary, AnalysisNames.Comparison, AnalysisNames.Markdown, AnalysisNames.Html];

    /// <param name="prices">File name of the table.</param>
    public static async Task Record(AnalyzeReport report, string prices, RecordWish wish, DateTime beganUtc, CancellationToken cancellationToken)
    {
        string[] files = [.. Files.Where(name => File.Exists(Path.Combine(report.Output, name)))];
        await wish.Book.Keep(report.Id, report.Output, files, cancellationToken);
        var record = new ExperimentRecord(
            report.Id, ExperimentKind.Analysis, report.Name, report.Tags, ExperimentStatus.Finished, beganUtc, wish.Book.NowUtc, ParametersOf(report, prices), MetricsOf(report), files);
        await wish.Book.Save([record], cancellationToken);
    }

    private static SortedDictionary<string, string> ParametersOf(AnalyzeReport report, string prices)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["prices"] = prices,
            ["strategy"] = report.Strategy,
            ["slices"] = Math.Max(1, report.Slices.Length).ToString(CultureInfo.InvariantCulture),
            ["variants"] = report.Variants.Length.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in report.Parameters)
        {
            parameters[name] = value.ToString("R", CultureInfo.InvariantCulture);
        }

        return parameters;
    }

    private static SortedDictionary<string, double> MetricsOf(AnalyzeReport report)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["contracts"] = report.Contracts,
            ["failed"] = report.Failed.Length,
            ["rows"] = report.Rows,
            ["prices"] = report.Prices,
            ["buys"] = report.Buys,
            ["sells"] = report.Sells,
            ["good"] = report.Good,
            ["bad"] = report.Bad,
        };
        if (report.SuccessRate is { } rate)
        {
            metrics[ExperimentMetrics.SuccessRate] = rate;
        }

        if (report.MeanCorrelation is { } correlation)
        {
            metrics["mean_correlation"] = correlation;
        }

        return metrics;
    }
}
