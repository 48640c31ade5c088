namespace TradingFunctions.Domain.Performance.Backtests;

/// <summary>Equity, drawdown and exposure of a backtest by session closes.</summary>
public static class BacktestCurve
{
    /// <summary>One point per session.</summary>
    public static IReadOnlyList<CurvePoint> Of(IReadOnlyList<DayRecord> days) =>
        [.. days.Select(day => new CurvePoint(day.Date, day.Account.Equity, day.Total.Return, day.Account.Drawdown, Exposure(day.Account)))];

    /// <summary>Most points in a row below an earlier highest one.</summary>
    public static int LongestDrawdown(IReadOnlyList<CurvePoint> curve)
    {
        var (longest, running) = (0, 0);
        foreach (var point in curve)
        {
            running = point.Drawdown > 0 ? running + 1 : 0;
            longest = Math.Max(longest, running);
        }

        return longest;
    }

    /// <summary>Daily returns compounded by calendar month, oldest first.</summary>
    public static IReadOnlyList<MonthReturn> Months(IReadOnlyList<DayRecord> days) =>
    [
        .. days.GroupBy(day => (day.Date.Year, day.Date.Month)).Select(month => new MonthReturn(
            month.Key.Year,
            month.Key.Month,
            ReturnStatistics.Of([.. month.Select(day => day.Total.Return)]).TotalReturn)),
    ];

    private static double Exposure(ClosingAccount account) => account.Equity > Money.Zero ? (double)((account.Long + account.Short).Amount / account.Equity.Amount) : 0;
}
