using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Orders;

/// <summary>Status of an order at the broker. Final: <see cref="Filled"/>, <see cref="Canceled"/>, <see cref="Expired"/>, <see cref="Replaced"/>, <see cref="Rejected"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>A status this build does not know: read the order again, decide nothing from it.</summary>
    Unknown,
    Accepted,
    PendingNew,
    New,
    PartiallyFilled,
    DoneForDay,
    PendingCancel,
    PendingReplace,
    AcceptedForBidding,
    Stopped,
    Suspended,
    Calculated,
    Held,
    Filled,
    Canceled,
    Expired,
    Replaced,
    Rejected,
}
