namespace TradingFunctions.Domain.Signals;

/// <summary>A signal as it comes over the wire: anything may be missing or wrong. See <see cref="SignalValidator"/>.</summary>
/// <param name="Id">Chosen by the sender; the same id with the same body is the same signal.</param>
/// <param name="Action">BUY, SELL or HOLD, in any case.</param>
/// <param name="Quantity">Shares.</param>
/// <param name="PriceTarget">Dollars.</param>
/// <param name="StopLoss">Dollars.</param>
/// <param name="TakeProfit">Dollars.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Timestamp">ISO 8601 with offset or Z.</param>
/// <param name="Metadata">Free text pairs.</param>
public sealed record SignalDraft(
    string? Id = null,
    string? Symbol = null,
    string? Action = null,
    decimal? Quantity = null,
    decimal? PriceTarget = null,
    decimal? StopLoss = null,
    decimal? TakeProfit = null,
    double? Confidence = null,
    string? StrategyId = null,
    string? Timestamp = null,
    IReadOnlyDictionary<string, string?>? Metadata = null);
