using System.Globalization;
using System.Text.Json;
using TradingFunctions.Local.Sweeps;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Local.Experiments;

/// <summary>A sweep that is recorded: one run, and one more for each parameter set.</summary>
internal static class RecordedSweep
{
    private static readonly string[] Files = [SweepRunner.ReportFile, SweepRunner.PageFile];

    public static async Task<SweepReport> Run(
        SweepOptions options, SweepRunner runner, RecordWish wish, IProgress<SweepProgress> progress, TextWriter messages, CancellationToken cancellationToken)
    {
        var parameters = ParametersOf(options);
        var run = await RecordedRun.Begin(
            wish,
            ExperimentKind.Sweep,
            ExperimentIds.In(options.Directory, ExperimentKind.Sweep, $"{runner.Identity} {JsonSerializer.Serialize(parameters, LocalExperimentJson.Default.SortedDictionaryStringString)}", wish.Book.NowUtc),
            $"sweep of {string.Join(", ", options.Points.Select(point => point.Strategy.Value).Distinct(StringComparer.Ordinal))} on {Path.GetFileName(options.Replay.BarsPath)}",
            parameters,
            cancellationToken);
        SweepReport report;
        try
        {
            report = await runner.Run(progress, cancellationToken);
        }
        catch (Exception e)
        {
            await RecordedRun.Try(() => run.Fail(e is OperationCanceledException ? "Interrupted; started again it goes on." : e.Message, CancellationToken.None), messages);
            throw;
        }

        var parts = report.Ranking.Select(row => run.Part(
            row.Fingerprint,
            ExperimentKind.Replay,
            row.Name,
            wish.Tags,
            RecordedReplay.ParametersOf(runner.OptionsOf(row)),
            ExperimentMetrics.Of(row.Statistics, row.Pnl))).ToArray();
        await RecordedRun.Try(() => run.Finish(MetricsOf(report), options.Directory, Files, [], parts, CancellationToken.None), messages, $"Recorded as {run.Id}.");
        return report;
    }

    /// <summary>Names of files are among them, and belong to what the run is: a tracking server takes no other value for a parameter that it has.</summary>
    private static SortedDictionary<string, string> ParametersOf(SweepOptions options)
    {
        var parameters = RecordedReplay.ParametersOf(options.Replay);
        parameters["strategy"] = string.Join(',', options.Points.Select(point => point.Strategy.Value).Distinct(StringComparer.Ordinal));
        parameters["sets"] = options.Points.Count.ToString(CultureInfo.InvariantCulture);
        parameters["folds"] = options.Folds.ToString(CultureInfo.InvariantCulture);
        parameters["metric"] = options.Metric.ToString();
        return parameters;
    }

    /// <summary>Of what choosing by the past came to, and of the best set in hindsight.</summary>
    private static SortedDictionary<string, double> MetricsOf(SweepReport report)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["sets"] = report.Runs, ["failed"] = report.Failed.Length };
        if (report.OutOfSample is { } tests)
        {
            metrics[ExperimentMetrics.ReturnPercent] = tests.TotalReturn * 100;
            metrics[ExperimentMetrics.Drawdown] = tests.MaxDrawdown;
            Add(ExperimentMetrics.Sharpe, tests.Sharpe);
            Add("efficiency", tests.Efficiency);
        }

        if (report.Ranking is [var best, ..])
        {
            metrics["best_profit_loss"] = (double)best.Pnl;
            metrics["best_return_pct"] = best.Statistics.TotalReturn * 100;
            Add("best_sharpe", best.Statistics.Sharpe);
        }

        return metrics;

        void Add(string name, double? value)
        {
            if (value is { } number && double.IsFinite(number))
            {
                metrics[name] = number;
            }
        }
    }
}
