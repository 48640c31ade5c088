namespace TradingFunctions.Domain.Orders;

/// <summary>The moves of an order's status as a pure table. Final statuses are never left; what comes late for them changes quantities only.</summary>
/// <remarks>Statuses and their meaning: Alpaca's order life cycle. Events may be late: an older one never takes a status back.</remarks>
public static class OrderTransitions
{
    public static bool IsFinal(this OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Replaced or OrderStatus.Rejected;

    /// <summary>The end that a final status means; null while it is open.</summary>
    public static OrderEnd? End(this OrderStatus status) => status switch
    {
        OrderStatus.Filled => OrderEnd.Filled,
        OrderStatus.Canceled => OrderEnd.Canceled,
        OrderStatus.Expired => OrderEnd.Expired,
        OrderStatus.Replaced => OrderEnd.Replaced,
        OrderStatus.Rejected => OrderEnd.Rejected,
        _ => null,
    };

    /// <summary>Whether the event's name is unknown to this build, so that the order must be read again.</summary>
    public static bool NeedsReading(this OrderEventKind kind) => kind == OrderEventKind.Unknown;

    /// <summary>The status after an event.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The event kind is not one of the enum.</exception>
    public static OrderStatus Next(OrderStatus from, OrderEventKind kind)
    {
        if (from.IsFinal())
        {
            return from;
        }

        return kind switch
        {
            OrderEventKind.Accepted => from is OrderStatus.Unknown or OrderStatus.PendingNew ? OrderStatus.Accepted : from,
            OrderEventKind.Held => from is OrderStatus.Unknown or OrderStatus.PendingNew or OrderStatus.Accepted ? OrderStatus.Held : from,
            OrderEventKind.New => IsBeforeNew(from) ? OrderStatus.New : from,
            OrderEventKind.PartialFill => from is OrderStatus.PendingCancel or OrderStatus.PendingReplace ? from : OrderStatus.PartiallyFilled,
            OrderEventKind.Fill => OrderStatus.Filled,
            OrderEventKind.Canceled => OrderStatus.Canceled,
            OrderEventKind.Expired => OrderStatus.Expired,
            OrderEventKind.Rejected => OrderStatus.Rejected,
            OrderEventKind.Replaced => OrderStatus.Replaced,
            OrderEventKind.DoneForDay => OrderStatus.DoneForDay,
            OrderEventKind.Suspended => OrderStatus.Suspended,
            OrderEventKind.Stopped => OrderStatus.Stopped,
            OrderEventKind.Calculated => OrderStatus.Calculated,
            OrderEventKind.PendingCancel => OrderStatus.PendingCancel,
            OrderEventKind.PendingReplace => OrderStatus.PendingReplace,
            OrderEventKind.CancelRejected => from == OrderStatus.PendingCancel ? OrderStatus.New : from,
            OrderEventKind.ReplaceRejected => from == OrderStatus.PendingReplace ? OrderStatus.New : from,
            OrderEventKind.Unknown or OrderEventKind.TradeBust or OrderEventKind.TradeCorrect => from,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an order event."),
        };
    }

    /// <summary>The status after reading the order: the broker is the truth, except that an end is an end and an unknown status says nothing.</summary>
    public static OrderStatus Observe(OrderStatus known, OrderStatus read) => known.IsFinal() || read == OrderStatus.Unknown ? known : read;

    private static bool IsBeforeNew(OrderStatus status) => status is OrderStatus.Unknown or OrderStatus.PendingNew or OrderStatus.Accepted
        or OrderStatus.AcceptedForBidding or OrderStatus.Held or OrderStatus.Suspended or OrderStatus.DoneForDay or OrderStatus.Calculated;
}
