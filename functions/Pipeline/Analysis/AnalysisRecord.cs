using System.Globalization;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>An analysis as a run among others.</summary>
internal static class AnalysisRecord
{
    /// <summary>Parameter with the number of time slices, by which a run is found by a slice.</summary>
    public const string Slices = "slices";

    public static ExperimentRecord Begin(AnalysisDefinition definition) => new(
        definition.Id,
        ExperimentKind.Analysis,
        definition.Name,
        definition.Tags,
        ExperimentStatus.Running,
        definition.CreatedUtc,
        FinishedUtc: null,
        Parameters(definition),
        [],
        []);

    public static SortedDictionary<string, double> Metrics(AnalysisSummary summary)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["contracts"] = summary.Contracts,
            ["failed"] = summary.Failed.Length,
            ["rows"] = summary.Table.Rows,
            ["prices"] = summary.Totals.Prices,
            ["buys"] = summary.Totals.Buys,
            ["sells"] = summary.Totals.Sells,
            ["good"] = summary.Totals.Good,
            ["bad"] = summary.Totals.Bad,
        };
        if (summary.Totals.SuccessRate is { } rate)
        {
            metrics["success_rate"] = rate;
        }

        if (summary.MeanCorrelation is { } correlation)
        {
            metrics["mean_correlation"] = correlation;
        }

        return metrics;
    }

    private static SortedDictionary<string, string> Parameters(AnalysisDefinition definition)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["prices"] = definition.Prices.Path,
            ["strategy"] = definition.Strategy,
            [Slices] = definition.Slices.ToString(CultureInfo.InvariantCulture),
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
}
