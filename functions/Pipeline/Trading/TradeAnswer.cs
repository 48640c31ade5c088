using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Trading;

[JsonConverter(typeof(JsonStringEnumConverter<TradeStatus>))]
public enum TradeStatus
{
    /// <summary>Filled in full.</summary>
    [JsonStringEnumMemberName("executed")]
    Executed,

    /// <summary>At the broker, or waiting for orders that must end first.</summary>
    [JsonStringEnumMemberName("working")]
    Working,

    [JsonStringEnumMemberName("partiallyFilled")]
    PartiallyFilled,

    /// <summary>Over without a fill.</summary>
    [JsonStringEnumMemberName("canceled")]
    Canceled,

    /// <summary>The broker's answer was lost: the order is being looked up.</summary>
    [JsonStringEnumMemberName("unresolved")]
    Unresolved,

    /// <summary>A HOLD: recorded, nothing to do.</summary>
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>Refused, with every reason.</summary>
    [JsonStringEnumMemberName("denied")]
    Denied,

    /// <summary>The signal id was used before with another body.</summary>
    [JsonStringEnumMemberName("conflict")]
    Conflict,
}

/// <param name="Milliseconds">Duration, rounded to microseconds.</param>
public sealed record TradeStep(string Step, double Milliseconds);

/// <summary>What became of a signal. The first answer to a signal id is stored and given again.</summary>
/// <param name="Requested">Shares the signal asked for, or that sizing wanted.</param>
/// <param name="Quantity">Shares ordered.</param>
/// <param name="CutBy">Which limits cut <paramref name="Requested"/> down to <paramref name="Quantity"/>.</param>
/// <param name="Sizing">How the quantity came about.</param>
/// <param name="Denials">Every reason of a refusal.</param>
/// <param name="Checks">All active controls with limit and value.</param>
/// <param name="DecidedUtc">Time of the decision on the pipeline's clock.</param>
/// <param name="Steps">Timings of this execution; not part of the decision.</param>
public sealed record TradeAnswer(
    SignalId SignalId,
    TradeStatus Status,
    Symbol Symbol,
    DateTime DecidedUtc,
    ClientOrderId? OrderId = null,
    Side? Side = null,
    OrderPurpose? Purpose = null,
    OrderType? Type = null,
    Price? LimitPrice = null,
    Price? StopLoss = null,
    Price? TakeProfit = null,
    Price? Reference = null,
    Quantity? Requested = null,
    Quantity? Quantity = null,
    ReasonCode[]? CutBy = null,
    string? Sizing = null,
    Quantity? Filled = null,
    Price? AveragePrice = null,
    Denial[]? Denials = null,
    ControlCheck[]? Checks = null,
    TradeStep[]? Steps = null);
