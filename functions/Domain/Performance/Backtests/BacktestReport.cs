namespace TradingFunctions.Domain.Performance.Backtests;

/// <summary>One strategy's part of a backtest.</summary>
/// <param name="Return">Its P&amp;L over the account's equity before each day, compounded.</param>
/// <param name="Open">Unrealised P&amp;L at the end, dollars.</param>
public sealed record StrategyPart(
    string Strategy, int Fills, Money Traded, int Trades, double? WinRate, double? ProfitFactor, Money? Expectancy, Money Realized, Money Open, Money Fees, Money Pnl, double Return, double? Sharpe);

/// <summary>Everything that a report of a backtest shows.</summary>
/// <param name="Strategies">By P&amp;L, best first.</param>
/// <param name="Trades">In the order of their ends.</param>
public sealed record BacktestReport(
    string Name,
    SortedDictionary<string, string> Parameters,
    BacktestStatistics Statistics,
    IReadOnlyList<StrategyPart> Strategies,
    IReadOnlyList<MonthReturn> Months,
    IReadOnlyList<CurvePoint> Curve,
    IReadOnlyList<BacktestTrade> Trades)
{
    /// <param name="days">Closed sessions in the order of their dates, at least one.</param>
    public static BacktestReport Of(string name, SortedDictionary<string, string> parameters, IReadOnlyList<DayRecord> days, IReadOnlyList<BacktestTrade> trades, Money purchases, Money sales) => new(
        name,
        parameters,
        BacktestStatistics.Of(days, trades, purchases, sales),
        [.. days[^1].Strategies.Keys.Select(strategy => Part(strategy, days)).OrderByDescending(part => part.Pnl)],
        BacktestCurve.Months(days),
        BacktestCurve.Of(days),
        trades);

    private static StrategyPart Part(string strategy, IReadOnlyList<DayRecord> days)
    {
        var groups = days.Select(day => day.Strategies.GetValueOrDefault(strategy) ?? DayGroup.None).ToArray();
        var returns = ReturnStatistics.Of([.. groups.Select(group => group.Return)]);
        var trades = groups.Aggregate(TradeStatistics.None, (sum, group) => sum.Add(group.Trades));
        return new StrategyPart(
            strategy,
            groups.Sum(group => group.Fills),
            Sum(group => group.Traded),
            trades.Trades,
            trades.WinRate,
            trades.ProfitFactor,
            trades.Expectancy,
            Sum(group => group.Realized),
            groups[^1].Unrealized,
            Sum(group => group.Fees),
            Sum(group => group.Pnl),
            returns.TotalReturn,
            returns.Sharpe());

        Money Sum(Func<DayGroup, Money> of) => new(groups.Sum(group => of(group).Amount));
    }
}
