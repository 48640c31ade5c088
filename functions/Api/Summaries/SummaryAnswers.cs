using TradingFunctions.Domain;
using TradingFunctions.Domain.Performance;

namespace TradingFunctions.Api.Summaries;

/// <summary>Trades that ended, dollars after fees. Ratios are absent where they are not defined.</summary>
/// <param name="WinRate">Share of trades above 0.</param>
/// <param name="ProfitFactor">Gross profit over gross loss.</param>
/// <param name="Expectancy">Mean P&amp;L of a trade.</param>
public sealed record TradeFigures(
    int Trades, int Wins, int Losses, double? WinRate, double? ProfitFactor, Money? Expectancy, Money GrossProfit, Money GrossLoss, RoundTrip? BestTrade, RoundTrip? WorstTrade)
{
    public static TradeFigures Of(TradeStatistics trades) => new(
        trades.Trades, trades.Wins, trades.Losses, trades.WinRate, trades.ProfitFactor, trades.Expectancy, trades.GrossProfit, trades.GrossLoss, trades.Best, trades.Worst);
}

/// <summary>Daily returns, a year being 252 days. Ratios are absent where they are not defined.</summary>
/// <param name="MaxDrawdown">Largest fall from a peak at closes, a fraction.</param>
public sealed record ReturnFigures(int Days, double TotalReturn, double? Volatility, double MaxDrawdown, double? Sharpe, double? Sortino, double? Calmar)
{
    public static ReturnFigures Of(ReturnStatistics returns) => new(
        returns.Periods, returns.TotalReturn, returns.Volatility(), returns.MaxDrawdown, returns.Sharpe(), returns.Sortino(), returns.Calmar());
}

/// <summary>A day of one strategy, one worker or the account, dollars: pnl = realized + unrealizedChange - fees.</summary>
/// <param name="Return">P&amp;L over the account's equity at the close before.</param>
/// <param name="ToDate">Trades since the first day.</param>
/// <param name="Returns">Daily returns since the first day.</param>
public sealed record SummaryGroup(
    string Name, int Fills, Money Traded, Money Realized, Money Unrealized, Money UnrealizedChange, Money Fees, Money Pnl, double Return, TradeFigures Trades, TradeFigures ToDate, ReturnFigures Returns)
{
    public static SummaryGroup Of(string name, DayGroup day) => new(
        name,
        day.Fills,
        day.Traded,
        day.Realized,
        day.Unrealized,
        day.UnrealizedChange,
        day.Fees,
        day.Pnl,
        day.Return,
        TradeFigures.Of(day.Trades),
        TradeFigures.Of(day.TradesToDate),
        ReturnFigures.Of(day.Returns));
}

/// <summary>A trading day.</summary>
/// <param name="Flows">Money and shares brought in or taken out: no P&amp;L.</param>
public sealed record DaySummary(DateOnly Date, ClosingAccount Account, Money Flows, SummaryGroup Total, SummaryGroup[] Strategies, SummaryGroup[] Workers)
{
    public static DaySummary Of(DayRecord day) => new(day.Date, day.Account, day.Flows, SummaryGroup.Of("total", day.Total), Groups(day.Strategies), Groups(day.Workers));

    private static SummaryGroup[] Groups(SortedDictionary<string, DayGroup> groups) => [.. groups.Select(pair => SummaryGroup.Of(pair.Key, pair.Value))];
}

/// <summary>A trading day in one line; a list of them is the equity curve.</summary>
public sealed record SummaryLine(
    DateOnly Date, Money Equity, Money Pnl, double Return, Money Realized, Money UnrealizedChange, Money Fees, int Trades, double? WinRate, double? ProfitFactor, double Drawdown, double? Sharpe)
{
    public static SummaryLine Of(DayRecord day) => new(
        day.Date,
        day.Account.Equity,
        day.Total.Pnl,
        day.Total.Return,
        day.Total.Realized,
        day.Total.UnrealizedChange,
        day.Total.Fees,
        day.Total.Trades.Trades,
        day.Total.Trades.WinRate,
        day.Total.Trades.ProfitFactor,
        day.Account.Drawdown,
        day.Total.Returns.Sharpe());
}
