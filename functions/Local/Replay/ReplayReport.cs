using System.Text.Json.Serialization;
using TradingFunctions.Domain.Performance.Backtests;

namespace TradingFunctions.Local.Replay;

/// <summary>What a replay came to. Money in dollars.</summary>
/// <param name="BarsRead">Bars of the file that were replayed or served as history.</param>
/// <param name="BarsEvaluated">Bars that a monitor looked at.</param>
/// <param name="Checks">Checks of all monitors.</param>
/// <param name="Activities">Activities that this process ran; a resumed replay does not count those of the processes before it.</param>
/// <param name="Sessions">Trading sessions gone through.</param>
/// <param name="Alerts">Alerts stored.</param>
/// <param name="Denied">Refused orders by reason code; an order may have several.</param>
/// <param name="EndEquity">Cash and positions at last prices, by the exchange's own journal: start equity + realised + unrealised P&amp;L - fees.</param>
/// <param name="MaxDrawdown">Largest fall of equity from its peak, as a fraction, by session closes.</param>
/// <param name="AlertsLost">Alerts that a second evaluation of the plans over the bars finds and the store has not, or the other way round.</param>
/// <param name="AlertsUnhandled">Alerts without a decision, or decisions to trade without an outcome.</param>
/// <param name="DuplicateOrders">Orders of one origin beyond the first, by the exchange's journal.</param>
/// <param name="BooksDiffer">Positions, cash, P&amp;L and fees that differ between our books and the exchange's.</param>
/// <param name="Strategies">What the trades of each strategy came to, by name; the planner is one.</param>
/// <param name="DecisionHash">SHA-256 of the canonical decision log.</param>
/// <param name="Statistics">The figures of the report that was asked for; left out without one.</param>
public sealed record ReplayReport(
    long BarsRead,
    long BarsEvaluated,
    long Checks,
    long Activities,
    int Sessions,
    int Scans,
    int Monitors,
    long Alerts,
    DecisionCounts Decisions,
    OrderCounts Orders,
    SortedDictionary<string, int> Denied,
    decimal StartEquity,
    decimal EndEquity,
    decimal RealizedPnl,
    decimal UnrealizedPnl,
    decimal Fees,
    decimal MaxDrawdown,
    long AlertsLost,
    long AlertsUnhandled,
    int DuplicateOrders,
    string[] BooksDiffer,
    StrategyResult[] Strategies,
    string DecisionHash,
    double WallSeconds,
    double SimulatedSeconds,
    long RowsSkipped,
    string[] Warnings,
    BacktestStatistics? Statistics = null);

public sealed record DecisionCounts(int Trade, int UpdatePlan, int Ignore);

/// <summary>Orders at the exchange, bracket legs apart.</summary>
public sealed record OrderCounts(int Submitted, int Filled, int PartiallyFilled, int Canceled, int Rejected, int Working);

/// <summary>What a strategy came to.</summary>
/// <param name="Trades">Trades that are over.</param>
/// <param name="HitRate">Trades with a profit after fees over all; null without trades.</param>
/// <param name="Pnl">Of the trades that are over, after fees.</param>
/// <param name="Unrealized">Of its open positions at the last close.</param>
/// <param name="SwitchedOff">Why the host switched it off, and when; null if it did not.</param>
public sealed record StrategyResult(string Name, int Trades, int Wins, double? HitRate, decimal Pnl, decimal Unrealized, string? SwitchedOff);

/// <summary>How far a replay is.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Activities">Run so far.</param>
public sealed record ReplayProgress(DateTime AtUtc, double Share, long Activities, string Step);

/// <summary>Output of the replay command.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReplayReport))]
public sealed partial class ReplayJson : JsonSerializerContext;
