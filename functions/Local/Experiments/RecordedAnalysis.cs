using System.Globalization;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Local.Experiments;

/// <summary>An analysis that the command line makes, recorded among the runs of a data directory. Its own state has it besides.</summary>
internal static class RecordedAnalysis
{
    /// <summary>Runs it. It has one run by the analysis' id: recorded before the work begins, so that one that is killed is there, and goes on as the same run.</summary>
    /// <param name="options">Makes them: what is wrong with them is a failed run too.</param>
    public static async Task<AnalyzeReport> Run(Func<AnalyzeOptions> options, string prices, RecordWish wish, IProgress<AnalyzeProgress> progress, TextWriter messages, CancellationToken cancellationToken)
    {
        RecordedRun? run = null;
        AnalyzeReport report;
        try
        {
            report = await AnalysisRunner.Run(
                options(),
                progress,
                cancellationToken,
                begins: async definition => run = await RecordedRun.Begin(wish, ExperimentKind.Analysis, definition.Id, definition.Name, ParametersOf(definition), cancellationToken));
        }
        catch (Exception e)
        {
            var why = e is OperationCanceledException ? "Interrupted; started again it goes on." : e.Message;
            await RecordedRun.Try(async () => await (run ?? await Unknown(prices, wish)).Fail(why, CancellationToken.None), messages);
            throw;
        }

        await RecordedRun.Try(() => run!.Finish(MetricsOf(report), report.Output, Files(report.Output), [], [], CancellationToken.None), messages, $"Recorded as {report.Id}.");
        return report;
    }

    /// <summary>The run of an analysis that has no id: of a table that is not there, or of a wish that cannot be granted.</summary>
    private static Task<RecordedRun> Unknown(string prices, RecordWish wish) => RecordedRun.Begin(
        wish, ExperimentKind.Analysis, id: null, $"analysis of {prices}", new SortedDictionary<string, string>(StringComparer.Ordinal) { ["prices"] = prices }, CancellationToken.None);

    private static string[] Files(string folder) => [AnalysisNames.Summary, AnalysisNames.Comparison, AnalysisNames.Markdown, AnalysisNames.Html, .. AnalysisNames.Plots.Where(name => File.Exists(Path.Combine(folder, name)))];

    private static SortedDictionary<string, string> ParametersOf(AnalysisDefinition definition)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["prices"] = Path.GetFileName(definition.Prices.Path),
            ["strategy"] = definition.Strategy,
            ["slices"] = definition.Slices.ToString(CultureInfo.InvariantCulture),
            ["variants"] = definition.Variants.Length.ToString(CultureInfo.InvariantCulture),
        };
        if (definition.Code is { } code)
        {
            parameters[code.Model is null ? "code" : "model"] = code.Model ?? code.Checksum;
        }

        foreach (var (name, value) in definition.Variants[0])
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
