using System.Globalization;
using TradingFunctions.Pipeline.Reporting;

namespace TradingFunctions.Local.Sweeps;

/// <summary>The comparison of a sweep as a page.</summary>
internal static class SweepPage
{
    private const int MostBars = 25;

    public static string Write(SweepReport report)
    {
        var ranked = report.Ranking.Where(row => row.Metric is not null).ToArray();
        var page = new ReportPage("Sweep").Facts(Facts(report));
        if (ranked.Length > 0)
        {
            page.Plots(
            [
                SvgPlot.Histogram($"{report.Metric}: how many parameter sets", [.. ranked.Select(row => row.Metric!.Value)], "0.00"),
                SvgPlot.Scatter("Return of a year (up) over maximum drawdown (across)", [.. report.Ranking.Select(row => (row.Statistics.MaxDrawdown, row.Statistics.AnnualReturn ?? 0, row.Name))], "P1"),
            ]);
        }

        if (report.Folds.Count > 0)
        {
            page.Heading("Choosing by the past").Table(
                ["chosen", "trained until", "tested from", "to", "metric before", "metric in the test", "return", "rank in the test"],
                report.Folds.Select(fold => (IEnumerable<string>)[
                    fold.Chosen, Day(fold.TestFrom.AddDays(-1)), Day(fold.TestFrom), Day(fold.TestTo), Ratio(fold.TrainMetric), Ratio(fold.TestMetric), Share(fold.TestReturn),
                    $"{fold.Rank.ToString(CultureInfo.InvariantCulture)} of {report.Ranking.Count.ToString(CultureInfo.InvariantCulture)}"]));
        }

        page.Heading("Parameter sets").Table(
            ["set", "rank", report.Metric.ToString(), "P&L", "return", "of a year", "Sharpe", "Sortino", "Calmar", "drawdown", "trades", "win rate", "profit factor", "turnover"],
            report.Ranking.Select(row => (IEnumerable<string>)[
                row.Name, row.Rank.ToString(CultureInfo.InvariantCulture), Ratio(row.Metric), row.Pnl.ToString("N2", CultureInfo.InvariantCulture), Share(row.Statistics.TotalReturn),
                Share(row.Statistics.AnnualReturn), Ratio(row.Statistics.Sharpe), Ratio(row.Statistics.Sortino), Ratio(row.Statistics.Calmar), Share(row.Statistics.MaxDrawdown),
                row.Statistics.Trades.ToString("N0", CultureInfo.InvariantCulture), Share(row.Statistics.WinRate), Ratio(row.Statistics.ProfitFactor), Ratio(row.Statistics.Turnover)]));
        if (report.Failed.Length > 0)
        {
            page.Heading("Could not run").Table(["why"], report.Failed.Select(why => (IEnumerable<string>)[why]));
        }

        return page.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Facts(SweepReport report)
    {
        yield return ("parameter sets", $"{report.Runs}, of which failed {report.Failed.Length}");
        yield return ("ranked by", report.Metric.ToString());
        if (report.OutOfSample is { } tests)
        {
            yield return ("out of sample", $"return {Share(tests.TotalReturn)}, {Share(tests.AnnualReturn)} a year, Sharpe {Ratio(tests.Sharpe)}, drawdown {Share(tests.MaxDrawdown)} in {tests.Sessions} sessions");
            yield return ("efficiency", Ratio(tests.Efficiency));
        }
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Share(double? value) => value is { } share ? share.ToString("P2", CultureInfo.InvariantCulture) : "none";

    private static string Ratio(double? value) => value is { } ratio ? ratio.ToString("N2", CultureInfo.InvariantCulture) : "none";
}
