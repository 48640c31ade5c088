namespace TradingFunctions.Pipeline.Experiments;

/// <summary>A parameter of the runs that are compared.</summary>
/// <param name="Values">In the order of the runs; null where a run has none.</param>
public sealed record ComparedParameter(string Name, bool Differs, string?[] Values);

/// <summary>A metric of the runs that are compared.</summary>
/// <param name="Values">In the order of the runs; null where a run has none.</param>
/// <param name="Best">Id of the run with the highest value, of drawdown and losses with the lowest; null where it is not known which is better, or fewer than two have one.</param>
public sealed record ComparedMetric(string Name, double?[] Values, string? Best);

/// <summary>Runs side by side.</summary>
public sealed record ExperimentComparison(ExperimentRecord[] Runs, ComparedParameter[] Parameters, ComparedMetric[] Metrics)
{
    /// <summary>Most runs side by side.</summary>
    public const int Most = 50;

    private static readonly string[] HigherIsBetter =
    [
        ExperimentMetrics.ProfitLoss, ExperimentMetrics.ReturnPercent, ExperimentMetrics.SuccessRate, ExperimentMetrics.Sharpe, "annual_return_pct", "auc", "calmar", "expectancy", "gain", "profit_factor", "significance", "sortino",
    ];

    private static readonly string[] LowerIsBetter = [ExperimentMetrics.Drawdown, "brier", "calibration_error", "fees", "log_loss"];

    public static ExperimentComparison Of(ExperimentRecord[] runs) => new(
        runs,
        [.. Names(runs, run => run.Parameters.Keys).Select(name => Parameter(runs, name))],
        [.. Names(runs, run => run.Metrics.Keys).Select(name => Metric(runs, name))]);

    private static IEnumerable<string> Names(ExperimentRecord[] runs, Func<ExperimentRecord, IEnumerable<string>> of) =>
        runs.SelectMany(of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static ComparedParameter Parameter(ExperimentRecord[] runs, string name)
    {
        var values = Array.ConvertAll(runs, run => run.Parameters.GetValueOrDefault(name));
        return new ComparedParameter(name, values.Distinct(StringComparer.Ordinal).Count() > 1, values);
    }

    private static ComparedMetric Metric(ExperimentRecord[] runs, string name)
    {
        var values = Array.ConvertAll(runs, run => run.Metrics.TryGetValue(name, out var value) ? value : (double?)null);
        var sign = HigherIsBetter.Contains(name, StringComparer.Ordinal) ? 1 : LowerIsBetter.Contains(name, StringComparer.Ordinal) ? -1 : 0;
        var known = runs.Zip(values).Where(pair => pair.Second is not null).ToArray();
        return new ComparedMetric(name, values, sign == 0 || known.Length < 2 ? null : known.MaxBy(pair => sign * pair.Second!.Value).First.Id);
    }
}
