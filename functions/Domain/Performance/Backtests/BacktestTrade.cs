namespace TradingFunctions.Domain.Performance.Backtests;

/// <summary>A trade of a backtest, and how far it went both ways while it was open.</summary>
/// <param name="Excursions">Null where the bars of the time it was open are not known.</param>
public sealed record BacktestTrade(RoundTrip Trip, Excursions? Excursions)
{
    /// <summary>P&amp;L after fees over what was paid for the shares, a fraction; null where splits left no entry price.</summary>
    public double? Return => Trip.EntryPrice is { } entry && Trip.Quantity.Shares > 0m
        ? (double)(Trip.Pnl.Amount / (Trip.Quantity.Shares * entry.Amount))
        : null;

    public TimeSpan Held => Trip.ClosedUtc - Trip.OpenedUtc;
}

/// <summary>What a month came to.</summary>
/// <param name="Return">Compounded daily returns, a fraction.</param>
public sealed record MonthReturn(int Year, int Month, double Return);

/// <summary>One session's close.</summary>
/// <param name="Return">Of the day, a fraction.</param>
/// <param name="Drawdown">Fall of equity from its highest close, a fraction.</param>
/// <param name="Exposure">Long plus short market value over equity, a fraction.</param>
public sealed record CurvePoint(DateOnly Date, Money Equity, double Return, double Drawdown, double Exposure);
