using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Performance;

/// <summary>What one trading day came to for one strategy, one worker or the whole account. Dollars.</summary>
public sealed record DayGroup
{
    public static DayGroup None { get; } = new();

    public int Fills { get; init; }

    /// <summary>Bought and sold.</summary>
    public Money Traded { get; init; }

    /// <summary>Trades that ended on this day.</summary>
    public TradeStatistics Trades { get; init; } = TradeStatistics.None;

    /// <summary>P&amp;L that the day's fills realised, fees apart.</summary>
    public Money Realized { get; init; }

    /// <summary>Unrealised P&amp;L of the open positions at the close.</summary>
    public Money Unrealized { get; init; }

    /// <summary>By how much <see cref="Unrealized"/> changed since the day before.</summary>
    public Money UnrealizedChange { get; init; }

    public Money Fees { get; init; }

    /// <summary>Realised plus change of unrealised, less fees.</summary>
    public Money Pnl => Realized + UnrealizedChange - Fees;

    /// <summary><see cref="Pnl"/> over the account's equity at the close before, a fraction.</summary>
    public double Return { get; init; }

    /// <summary>Trades since the first day.</summary>
    public TradeStatistics TradesToDate { get; init; } = TradeStatistics.None;

    /// <summary>Daily returns since the first day.</summary>
    public ReturnStatistics Returns { get; init; } = ReturnStatistics.None;
}

/// <summary>The account at the close, dollars.</summary>
/// <param name="Equity">Cash and positions: start equity + realised + unrealised P&amp;L - fees, all since the start.</param>
/// <param name="StartEquity">Cash and cost of positions at the start, money and shares brought in or taken out since then included.</param>
/// <param name="Long">Market value of long positions.</param>
/// <param name="Short">Market value of short positions, as a positive amount.</param>
/// <param name="Largest">Largest position over equity, a fraction.</param>
/// <param name="PeakEquity">Highest equity at a close, the start included.</param>
/// <param name="Drawdown">Fall of equity from its peak, a fraction of the peak.</param>
/// <param name="ValueAtRisk">Loss that 95 of 100 days did not exceed, a fraction of equity, by the newest daily returns; null with fewer than 20.</param>
/// <param name="ExpectedShortfall">Mean loss of the days at and beyond it.</param>
public sealed record ClosingAccount(
    Money Equity, Money StartEquity, Money Cash, Money Long, Money Short, double Largest, int Positions, Money PeakEquity, double Drawdown, double? ValueAtRisk, double? ExpectedShortfall);

/// <summary>One trading day of the account: what it came to, and all that the next day's record goes on from.</summary>
/// <param name="Date">New York date of the session.</param>
/// <param name="Flows">Money and shares brought in or taken out on this day: no P&amp;L.</param>
/// <param name="Strategies">By the strategy that opened the trade.</param>
/// <param name="Workers">By the host that decided the opening order; <c>-</c> for adopted positions.</param>
/// <param name="Books">The books at the end of the day.</param>
/// <param name="OpenTrades">Trades that are not over, by symbol.</param>
/// <param name="RecentReturns">The newest daily returns, oldest first.</param>
public sealed record DayRecord(
    DateOnly Date,
    ClosingAccount Account,
    Money Flows,
    DayGroup Total,
    SortedDictionary<string, DayGroup> Strategies,
    SortedDictionary<string, DayGroup> Workers,
    BooksCheckpoint Books,
    OpenTrip[] OpenTrades,
    double[] RecentReturns);
