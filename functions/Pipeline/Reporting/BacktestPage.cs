using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Performance.Backtests;

namespace TradingFunctions.Pipeline.Reporting;

/// <summary>The report of a backtest as a page.</summary>
public static class BacktestPage
{
    /// <summary>Trades that the page lists; all are in the file beside it.</summary>
    public const int MostTrades = 500;

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static string Write(BacktestReport report)
    {
        var page = new ReportPage(report.Name)
            .Facts(Facts(report))
            .Plots(Plots(report))
            .Heading("Returns by month")
            .Table(["year", .. Months, "year"], ByYear(report.Months))
            .Heading("Strategies")
            .Table(
                ["strategy", "fills", "traded", "trades", "win rate", "profit factor", "expectancy", "realised", "open", "fees", "P&L", "return", "Sharpe"],
                report.Strategies.Select(part => (IEnumerable<string>)[
                    part.Strategy, Count(part.Fills), Dollars(part.Traded), Count(part.Trades), Share(part.WinRate), Ratio(part.ProfitFactor), Dollars(part.Expectancy),
                    Dollars(part.Realized), Dollars(part.Open), Dollars(part.Fees), Dollars(part.Pnl), Share(part.Return), Ratio(part.Sharpe)]))
            .Heading("Trades");
        if (report.Trades.Count > MostTrades)
        {
            page.Note($"The last {Count(MostTrades)} of {Count(report.Trades.Count)}; all are in trades.csv.");
        }

        return page
            .Table(
                ["symbol", "strategy", "side", "opened (UTC)", "closed (UTC)", "shares", "entry", "exit", "fees", "P&L", "return", "MAE", "MFE"],
                report.Trades.TakeLast(MostTrades).Select(Cells))
            .ToString();
    }

    private static IEnumerable<(string Name, string Value)> Facts(BacktestReport report)
    {
        var s = report.Statistics;
        yield return ("sessions", $"{Count(s.Sessions)}, {s.From:yyyy-MM-dd} to {s.To:yyyy-MM-dd}");
        foreach (var (name, value) in report.Parameters)
        {
            yield return (name, value);
        }

        yield return ("total return", Share(s.TotalReturn));
        yield return ("return of a year", Share(s.AnnualReturn));
        yield return ("volatility of a year", Share(s.Volatility));
        yield return ("Sharpe, Sortino, Calmar", $"{Ratio(s.Sharpe)}, {Ratio(s.Sortino)}, {Ratio(s.Calmar)}");
        yield return ("maximum drawdown", $"{Share(s.MaxDrawdown)}; longest {Count(s.LongestDrawdown)} sessions");
        yield return ("value at risk, expected shortfall (95 %, a day)", $"{Share(s.ValueAtRisk)}, {Share(s.ExpectedShortfall)}");
        yield return ("trades", $"{Count(s.Trades)}: {Count(s.Wins)} won, {Count(s.Losses)} lost, win rate {Share(s.WinRate)}");
        yield return ("profit factor, expectancy", $"{Ratio(s.ProfitFactor)}, {Dollars(s.Expectancy)} a trade");
        yield return ("best, worst trade", $"{Dollars(s.BestTrade)}, {Dollars(s.WorstTrade)}");
        yield return ("mean MAE, MFE", $"{Share(s.MeanAdverseExcursion)}, {Share(s.MeanFavourableExcursion)}");
        yield return ("mean time held", s.MeanHoldingHours is { } hours ? $"{hours.ToString("N1", CultureInfo.InvariantCulture)} h" : "none");
        yield return ("exposure", $"mean {Share(s.MeanExposure)}, most {Share(s.MaxExposure)}; in the market at {Share(s.TimeInMarket)} of the closes");
        yield return ("turnover of a year", Ratio(s.Turnover));
        yield return ("costs", $"{Dollars(s.Fees)} fees on {Dollars(s.Traded)} traded in {Count(s.Fills)} fills");
    }

    private static IEnumerable<string> Plots(BacktestReport report)
    {
        var (first, last) = (Day(report.Curve[0].Date), Day(report.Curve[^1].Date));
        yield return SvgPlot.Line("Equity at session closes, dollars", [.. report.Curve.Select(point => (double?)(double)point.Equity.Amount)], first, last, "N0");
        yield return SvgPlot.Line("Drawdown", [.. report.Curve.Select(point => (double?)-point.Drawdown)], first, last, "P1");
        yield return SvgPlot.Line("Exposure: long plus short over equity", [.. report.Curve.Select(point => (double?)point.Exposure)], first, last, "P0");
        if (report.Trades.Count > 1)
        {
            yield return SvgPlot.Histogram("P&L of a trade, dollars: how many", [.. report.Trades.Select(trade => (double)trade.Trip.Pnl.Amount)], "N0");
        }

        (double X, double Y, string Name)[] excursions =
        [
            .. report.Trades.Where(trade => trade.Excursions is not null).TakeLast(MostTrades)
                .Select(trade => (trade.Excursions!.Adverse, trade.Excursions.Favourable, $"{trade.Trip.Symbol} {Day(DateOnly.FromDateTime(trade.Trip.OpenedUtc))}")),
        ];
        if (excursions.Length > 1)
        {
            yield return SvgPlot.Scatter("How far a trade went: against (across) and in favour (up)", excursions, "P1");
        }
    }

    private static IEnumerable<IEnumerable<(string, string?)>> ByYear(IReadOnlyList<MonthReturn> months)
    {
        foreach (var year in months.GroupBy(month => month.Year))
        {
            var known = year.ToDictionary(month => month.Month, month => month.Return);
            var all = year.Aggregate(1d, (growth, month) => growth * (1 + month.Return)) - 1;
            yield return
            [
                (year.Key.ToString(CultureInfo.InvariantCulture), null),
                .. Enumerable.Range(1, Months.Length).Select(month => known.TryGetValue(month, out var change) ? Coloured(change) : (string.Empty, null)),
                Coloured(all),
            ];
        }
    }

    private static (string, string?) Coloured(double change) => (Share(change), change > 0 ? "up" : change < 0 ? "down" : null);

    private static IEnumerable<string> Cells(BacktestTrade trade)
    {
        var trip = trade.Trip;
        return
        [
            trip.Symbol.Value, trip.Strategy.Value, trip.IsLong ? "long" : "short", Minute(trip.OpenedUtc), Minute(trip.ClosedUtc), trip.Quantity.ToString(),
            trip.EntryPrice?.ToString() ?? string.Empty, trip.ExitPrice?.ToString() ?? string.Empty, Dollars(trip.Fees), Dollars(trip.Pnl), Share(trade.Return),
            Share(trade.Excursions?.Adverse), Share(trade.Excursions?.Favourable),
        ];
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Minute(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double? value) => value is { } share ? share.ToString("P2", CultureInfo.InvariantCulture) : "none";

    private static string Ratio(double? value) => value is { } ratio ? ratio.ToString("N2", CultureInfo.InvariantCulture) : "none";

    private static string Dollars(Money? value) => value is { } money ? money.Amount.ToString("N2", CultureInfo.InvariantCulture) : "none";
}
