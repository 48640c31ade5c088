namespace TradingFunctions.Domain.Performance.Backtests;

/// <summary>The figures of a backtest. Formulas and their sources are in <c>docs/books.md</c>; a ratio that is not defined is null.</summary>
public sealed record BacktestStatistics
{
    public required int Sessions { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Compounded daily returns, a fraction.</summary>
    public required double TotalReturn { get; init; }

    public double? AnnualReturn { get; init; }

    public double? Volatility { get; init; }

    public double? Sharpe { get; init; }

    public double? Sortino { get; init; }

    public double? Calmar { get; init; }

    /// <summary>By session closes, a fraction.</summary>
    public required double MaxDrawdown { get; init; }

    /// <summary>Most sessions in a row below an earlier highest close.</summary>
    public required int LongestDrawdown { get; init; }

    /// <summary>Historical, 95 %, of the newest 250 days, a fraction.</summary>
    public double? ValueAtRisk { get; init; }

    public double? ExpectedShortfall { get; init; }

    /// <summary>Trades that are over.</summary>
    public required int Trades { get; init; }

    public required int Wins { get; init; }

    public required int Losses { get; init; }

    public double? WinRate { get; init; }

    public double? ProfitFactor { get; init; }

    /// <summary>Mean P&amp;L of a trade after fees, dollars.</summary>
    public Money? Expectancy { get; init; }

    public Money? BestTrade { get; init; }

    public Money? WorstTrade { get; init; }

    /// <summary>Mean maximum adverse excursion of the trades, a fraction of the entry price.</summary>
    public double? MeanAdverseExcursion { get; init; }

    /// <summary>Mean maximum favourable excursion of the trades, a fraction of the entry price.</summary>
    public double? MeanFavourableExcursion { get; init; }

    /// <summary>Mean time from opening to end of a trade, hours.</summary>
    public double? MeanHoldingHours { get; init; }

    public required int Fills { get; init; }

    /// <summary>Bought and sold, dollars.</summary>
    public required Money Traded { get; init; }

    public required Money Fees { get; init; }

    /// <summary>Lesser of purchases and sales over average equity, of a year of 252 sessions.</summary>
    public required double Turnover { get; init; }

    /// <summary>Mean over session closes of long plus short market value over equity.</summary>
    public required double MeanExposure { get; init; }

    public required double MaxExposure { get; init; }

    /// <summary>Share of session closes with an open position.</summary>
    public required double TimeInMarket { get; init; }

    /// <param name="days">Closed sessions in the order of their dates, at least one.</param>
    /// <param name="trades">Trades that ended in them.</param>
    /// <param name="purchases">Dollars bought.</param>
    /// <param name="sales">Dollars sold.</param>
    public static BacktestStatistics Of(IReadOnlyList<DayRecord> days, IReadOnlyList<BacktestTrade> trades, Money purchases, Money sales)
    {
        ArgumentOutOfRangeException.ThrowIfZero(days.Count);
        var last = days[^1];
        var returns = ReturnStatistics.Of([.. days.Select(day => day.Total.Return)]);
        var counted = trades.Aggregate(TradeStatistics.None, (sum, trade) => sum.Add(trade.Trip));
        var excursions = trades.Where(trade => trade.Excursions is not null).Select(trade => trade.Excursions!).ToArray();
        var curve = BacktestCurve.Of(days);
        var meanEquity = new Money(days.Average(day => day.Account.Equity.Amount));
        return new BacktestStatistics
        {
            Sessions = days.Count,
            From = days[0].Date,
            To = last.Date,
            TotalReturn = returns.TotalReturn,
            AnnualReturn = returns.AnnualReturn(),
            Volatility = returns.Volatility(),
            Sharpe = returns.Sharpe(),
            Sortino = returns.Sortino(),
            Calmar = returns.Calmar(),
            MaxDrawdown = returns.MaxDrawdown,
            LongestDrawdown = BacktestCurve.LongestDrawdown(curve),
            ValueAtRisk = last.Account.ValueAtRisk,
            ExpectedShortfall = last.Account.ExpectedShortfall,
            Trades = counted.Trades,
            Wins = counted.Wins,
            Losses = counted.Losses,
            WinRate = counted.WinRate,
            ProfitFactor = counted.ProfitFactor,
            Expectancy = counted.Expectancy,
            BestTrade = counted.Best?.Pnl,
            WorstTrade = counted.Worst?.Pnl,
            MeanAdverseExcursion = excursions.Length == 0 ? null : excursions.Average(e => e.Adverse),
            MeanFavourableExcursion = excursions.Length == 0 ? null : excursions.Average(e => e.Favourable),
            MeanHoldingHours = trades.Count == 0 ? null : trades.Average(trade => trade.Held.TotalHours),
            Fills = days.Sum(day => day.Total.Fills),
            Traded = new Money(days.Sum(day => day.Total.Traded.Amount)),
            Fees = new Money(days.Sum(day => day.Total.Fees.Amount)),
            Turnover = Performance.Turnover.Of(purchases, sales, meanEquity) * ReturnStatistics.DaysPerYear / days.Count,
            MeanExposure = curve.Average(point => point.Exposure),
            MaxExposure = curve.Max(point => point.Exposure),
            TimeInMarket = days.Count(day => day.Account.Positions > 0) / (double)days.Count,
        };
    }
}
