using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Orders;

[JsonConverter(typeof(JsonStringEnumConverter<OrderEventKind>))]
public enum OrderEventKind { Unknown, Accepted, New, PartialFill, Fill, Canceled, Expired, Rejected, Replaced, DoneForDay, Held, PendingCancel, PendingReplace, Suspended, Stopped, Calculated, CancelRejected, ReplaceRejected, TradeBust, TradeCorrect }

/// <summary>One message of the broker about one order. Events may come late, twice, or out of order.</summary>
/// <param name="Sequence">Position in the broker's stream where it has one (the simulated exchange), else 0.</param>
/// <param name="ExecutionId">Id of the single execution of a fill: what duplicates are known by.</param>
/// <param name="ParentClientOrderId">Of a bracket leg: the entry order.</param>
/// <param name="Price">Price of this execution, dollars; fills only.</param>
/// <param name="Quantity">Shares of this execution; fills only.</param>
/// <param name="Fee">Commission and fees of this execution, dollars.</param>
/// <param name="CumulativeQuantity">Shares of the order filled so far, this execution included.</param>
public sealed record OrderEvent(
    long Sequence,
    OrderEventKind Kind,
    string BrokerOrderId,
    ClientOrderId ClientOrderId,
    ClientOrderId? ParentClientOrderId,
    Symbol Symbol,
    Side Side,
    DateTime AtUtc,
    string? ExecutionId = null,
    decimal? Price = null,
    Quantity Quantity = default,
    Money Fee = default,
    Quantity CumulativeQuantity = default,
    string? Reason = null);
