using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Api.Metrics;

/// <param name="P50Ms">Milliseconds; quantiles are at most 1/16 too high.</param>
public sealed record LatencyAnswer(string Name, long Count, double MeanMs, double P50Ms, double P95Ms, double P99Ms, double MaxMs);

/// <param name="PerSecond">Signals answered a second, over the last minute.</param>
/// <param name="Latency">By step; 'total' is from arrival to answer.</param>
public sealed record SignalMetrics(long Answered, double PerSecond, CountAnswer[] ByStatus, CountAnswer[] BySource, LatencyAnswer[] Latency);

public sealed record CountAnswer(string Name, long Count);

/// <summary>One strategy since the host started.</summary>
/// <param name="SuccessRate">Share of its answered signals that became an order at the broker or were held; null without signals.</param>
/// <param name="FillRate">Share of its ended orders that filled; null while none has ended.</param>
/// <param name="Accuracy">Share of its exits that won; null without exits that won or lost.</param>
/// <param name="RealizedPnl">Dollars, fees deducted.</param>
/// <param name="Return">The same as a share of the account's starting equity.</param>
public sealed record StrategyMetrics(
    string Strategy, long Signals, double? SuccessRate, long Orders, long Ended, long Filled, double? FillRate, long Fills, long Wins, long Losses, double? Accuracy, double RealizedPnl, double? Return);

/// <param name="Concentration">Largest position as a share of equity.</param>
public sealed record AccountMetrics(
    DateTime AsOfUtc, TradingState State, Money Equity, Money Cash, Money GrossExposure, Money NetExposure, Money ReservedExposure, decimal Concentration, Symbol? Largest, decimal Drawdown, int Positions, int WorkingOrders);

/// <param name="OldestSeconds">Age of the oldest message that waits, by the wall's clock.</param>
public sealed record QueueMetrics(int Waiting, int Poisoned, double OldestSeconds, LatencyAnswer? Waited);

/// <param name="AgeSeconds">Age of the oldest price in use, on the host's clock; null while the market is closed.</param>
public sealed record DataMetrics(double? AgeSeconds);

/// <param name="ClientErrors">Answers of class 4xx.</param>
/// <param name="ServerErrors">Answers of class 5xx.</param>
public sealed record RouteMetrics(string Method, string Route, long Requests, long ClientErrors, long ServerErrors, LatencyAnswer Latency);

/// <param name="CpuShare">Processor time since the start, per processor and second, 0 to 1.</param>
public sealed record ProcessMetrics(double UptimeSeconds, double CpuSeconds, double CpuShare, long MemoryBytes, double GcPauseSeconds, long AllocatedBytes);

public sealed record NotificationMetrics(string Channel, string Outcome, long Count);

/// <summary>Everything that this host counts, since it started.</summary>
/// <param name="Account">Null before the first reading, a few seconds after the start.</param>
public sealed record MetricsAnswer(
    DateTime AsOfUtc,
    DateTime SinceUtc,
    SignalMetrics Signals,
    StrategyMetrics[] Strategies,
    CountAnswer[] Denials,
    AccountMetrics? Account,
    QueueMetrics? Queue,
    DataMetrics? Data,
    RouteMetrics[] Api,
    LatencyAnswer[] Broker,
    LatencyAnswer[] Activities,
    NotificationMetrics[] Notifications,
    ProcessMetrics Process);
