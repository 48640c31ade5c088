using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Signals;

[JsonConverter(typeof(UpperCaseEnumConverter<SignalAction>))]
public enum SignalAction { Buy, Sell, Hold }

/// <summary>A wish to trade, from a monitor's alert or from outside. Valid by construction: see the validator.</summary>
/// <param name="Quantity">Shares; null lets sizing decide, for a SELL it closes the position.</param>
/// <param name="PriceTarget">Makes the order a limit order at this price.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="TimestampUtc">When the signal was raised.</param>
/// <param name="Metadata">Free text pairs, stored and shown, never interpreted.</param>
public sealed record TradingSignal(
    SignalId Id,
    Symbol Symbol,
    SignalAction Action,
    Quantity? Quantity,
    Price? PriceTarget,
    Price? StopLoss,
    Price? TakeProfit,
    double Confidence,
    StrategyId Strategy,
    DateTime TimestampUtc,
    IReadOnlyDictionary<string, string> Metadata);
