namespace TradingFunctions.Domain.Notifications;

/// <summary>From when on the pipeline's condition is worth a word. Null switches a warning off.</summary>
/// <param name="Latency">99th percentile of the time from a signal to its answer.</param>
/// <param name="FillRate">Share of a strategy's ended orders that filled.</param>
/// <param name="WinRate">Share of a strategy's exits that won.</param>
/// <param name="StrategyLoss">A strategy's realised loss as a share of the account's starting equity.</param>
/// <param name="DataAge">Age of prices while the market is open.</param>
/// <param name="LeastSignals">Signals below which a percentile means nothing.</param>
/// <param name="LeastOrders">Ended orders, or exits, below which a rate means nothing.</param>
public sealed record WarningThresholds(
    TimeSpan? Latency, double? FillRate, double? WinRate, double? StrategyLoss, TimeSpan? DataAge, int LeastSignals, int LeastOrders);

/// <summary>One strategy since the host started.</summary>
/// <param name="Return">Realised P&amp;L as a share of the account's starting equity.</param>
public sealed record MeasuredStrategy(string Strategy, long Ended, long Filled, long Wins, long Losses, double? Return);

/// <param name="Used">Share of the limit; 1 is all of it.</param>
public sealed record MeasuredLimit(string Name, decimal Value, decimal Limit, decimal Used);

/// <summary>The pipeline's condition.</summary>
/// <param name="Signals">Signals of the period that the latency is of.</param>
/// <param name="Latency">99th percentile; null without signals.</param>
/// <param name="DataAge">Null while the market is closed.</param>
public sealed record Measured(long Signals, TimeSpan? Latency, IReadOnlyList<MeasuredStrategy> Strategies, TimeSpan? DataAge, IReadOnlyList<MeasuredLimit> Limits);
