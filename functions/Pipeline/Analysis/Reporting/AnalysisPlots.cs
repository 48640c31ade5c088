using TradingFunctions.Pipeline.Reporting;

namespace TradingFunctions.Pipeline.Analysis.Reporting;

/// <summary>A plot of a report.</summary>
/// <param name="File">Name of its own file, one of <see cref="AnalysisNames.Plots"/>.</param>
/// <param name="Figure">As <see cref="SvgPlot"/> makes it for a page.</param>
internal sealed record AnalysisPlot(string File, string Title, string Figure);

/// <summary>The plots that both reports show; what there is nothing to show of is left out.</summary>
internal static class AnalysisPlots
{
    private const int MostBars = 20;

    public static AnalysisPlot[] Of(AnalysisSummary summary, Comparison comparison) => [.. All(summary, comparison)];

    private static IEnumerable<AnalysisPlot> All(AnalysisSummary summary, Comparison comparison)
    {
        var judged = comparison.Ranking.Where(c => c.Counts.SuccessRate is not null).ToArray();
        if (judged.Length > 0)
        {
            yield return Plot(0, "Success rate: how many contracts", title => SvgPlot.Histogram(title, [.. judged.Select(c => c.Counts.SuccessRate!.Value)], "P1"));
            yield return Plot(1, "Success rate of the best contracts", title => SvgPlot.Bars(title, [.. judged.Take(MostBars).Select(c => (c.Contract, c.Counts.SuccessRate!.Value))], "P1"));
        }

        if (summary.Slices.Length > 1)
        {
            var (first, last) = (summary.Slices[0].From, summary.Slices[^1].From);
            yield return Plot(2, "Success rate by time slice", title => SvgPlot.Line(title, [.. summary.Slices.Select(s => s.Counts.SuccessRate)], first, last, "P1"));
            yield return Plot(3, "Signals by time slice", title => SvgPlot.Line(title, [.. summary.Slices.Select(s => (double?)(s.Counts.Buys + s.Counts.Sells))], first, last, "N0"));
        }

        var correlated = judged.Where(c => c.Correlation is not null).ToArray();
        if (correlated.Length > 0)
        {
            yield return Plot(4, "Correlation with the index: how many contracts", title => SvgPlot.Histogram(title, [.. correlated.Select(c => c.Correlation!.Value)], "0.00"));
            yield return Plot(5, "Success rate over correlation with the index", title => SvgPlot.Scatter(title, [.. correlated.Select(c => (c.Correlation!.Value, c.Counts.SuccessRate!.Value, c.Contract))], "0.00"));
        }
    }

    private static AnalysisPlot Plot(int number, string title, Func<string, string> draw) => new(AnalysisNames.Plots[number], title, draw(title));
}
