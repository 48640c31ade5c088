using System.Globalization;
using System.Text;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Performance;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Days and periods in a few lines for people.</summary>
internal static class DayText
{
    public static Notification Of(AccountId account, DayRecord day)
    {
        var text = new StringBuilder();
        Add($"Equity {Dollars(day.Account.Equity)}, P&L {Signed(day.Total.Pnl)} ({Percent(day.Total.Return)}): realized {Signed(day.Total.Realized)}, unrealized {Signed(day.Total.UnrealizedChange)}, fees {Dollars(day.Total.Fees)}.");
        Add(Trades(day.Total.Trades));
        var returns = day.Total.Returns;
        Add($"Since {returns.Periods} days: drawdown {Percent(returns.MaxDrawdown)}, Sharpe {Ratio(returns.Sharpe())}, Sortino {Ratio(returns.Sortino())}, Calmar {Ratio(returns.Calmar())}.");
        foreach (var (name, group) in day.Strategies)
        {
            if (group.Fills > 0 || group.Pnl != Money.Zero)
            {
                Add($"{name}: {Signed(group.Pnl)}, {group.Trades.Trades} trades.");
            }
        }

        return new Notification(Severity.Info, $"day:{account}:{day.Date:yyyyMMdd}", $"{account} on {day.Date:yyyy-MM-dd}: {Signed(day.Total.Pnl)}", text.ToString());

        void Add(string line) => text.Append(text.Length == 0 ? string.Empty : "\n").Append(line);
    }

    public static Notification Of(AccountId account, PeriodKind kind, PeriodReport report)
    {
        var name = kind == PeriodKind.Week ? "week" : "month";
        var text = $"""
            Equity {Dollars(report.EquityBefore)} to {Dollars(report.Equity)}, P&L {Signed(report.Total.Pnl)} ({Percent(report.Total.Returns.TotalReturn)}) in {report.Sessions} sessions, fees {Dollars(report.Total.Fees)}.
            {Trades(report.Total.Trades)}
            Best day {report.BestDay:yyyy-MM-dd} {Signed(report.BestDayPnl)}, worst {report.WorstDay:yyyy-MM-dd} {Signed(report.WorstDayPnl)}, drawdown {Percent(report.Total.Returns.MaxDrawdown)}.
            """;
        return new Notification(Severity.Info, $"{name}:{account}:{report.From:yyyyMMdd}", $"{account}, {name} to {report.To:yyyy-MM-dd}: {Signed(report.Total.Pnl)}", text);
    }

    private static string Trades(TradeStatistics trades) => trades.Trades == 0
        ? "No trade ended."
        : $"{trades.Trades} trades, {Percent(trades.WinRate ?? 0)} won, profit factor {Ratio(trades.ProfitFactor)}, expectancy {Signed(trades.Expectancy ?? Money.Zero)}, best {Trade(trades.Best)}, worst {Trade(trades.Worst)}.";

    private static string Trade(RoundTrip? trip) => trip is null ? "none" : $"{trip.Symbol} {Signed(trip.Pnl)}";

    private static string Dollars(Money money) => money.Amount.ToString("N2", CultureInfo.InvariantCulture);

    private static string Signed(Money money) => money.Amount.ToString("+#,##0.00;-#,##0.00;0.00", CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => (fraction * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    private static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none";
}
