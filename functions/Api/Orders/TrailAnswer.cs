using TradingFunctions.Api.Monitors;
using TradingFunctions.Api.Signals;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Api.Orders;

/// <summary>What an order took from the account's limits when it was approved; dollars.</summary>
/// <param name="Price">Per share; null for an exit, which reserves nothing.</param>
/// <param name="Exposure">Price times shares ordered.</param>
/// <param name="Risk">Stop distance times shares ordered.</param>
/// <param name="FencingToken">Of the symbol's lock that it was decided under; 0 for none.</param>
public sealed record TrailReservation(DateTime AtUtc, Price? Price, Money Exposure, Money Risk, long FencingToken)
{
    public static TrailReservation? Of(OrderRecord order) => order.Source != OrderSource.Signal
        ? null
        : new(
            order.ReservedUtc,
            order.Terms.Purpose == OrderPurpose.Entry ? order.ReservePrice : null,
            order.Terms.Purpose == OrderPurpose.Entry && order.ReservePrice is { } price ? price * order.Terms.Quantity : Money.Zero,
            order.StopDistance * order.Terms.Quantity.Shares,
            order.FencingToken);
}

/// <summary>How the order was brought to the broker.</summary>
/// <param name="Attempts">Calls that were begun.</param>
/// <param name="WaitsFor">Orders that had to end first.</param>
public sealed record TrailIntent(IntentStage Stage, OrderEnd? End, int Attempts, string? Owner, DateTime DecidedUtc, DateTime? UnresolvedUtc, DateTime? FinalUtc, ClientOrderId[] WaitsFor)
{
    public static TrailIntent Of(OrderRecord order) =>
        new(order.Stage, order.End, order.Claim?.Attempt ?? 0, order.Claim?.Owner, order.DecidedUtc, order.UnresolvedUtc, order.FinalUtc, order.WaitsFor);
}

/// <summary>One message of the broker.</summary>
/// <param name="Number">Position in the account's log.</param>
public sealed record TrailMessage(long Number, DateTime AtUtc, OrderEventKind Kind, decimal? Price, Quantity? Quantity, string? Reason)
{
    /// <summary>Null for an entry of the log that is no message about an order without a fill.</summary>
    public static TrailMessage? Of(LogEntry entry) => entry.Event is not { } message
        ? null
        : new(entry.Number, entry.AtUtc, message.Kind, message.Price, message.Quantity.IsZero ? null : message.Quantity, message.Reason);
}

/// <summary>Everything from the reason of an order to what it earned.</summary>
/// <param name="Order">With the decision: every control with value and limit, and the sizing.</param>
/// <param name="Signal">What was asked for, from outside or by the desk; null for an adopted order.</param>
/// <param name="Alert">Of a monitor's trade: what it saw, and what was decided on it.</param>
/// <param name="Plan">Of a monitor's trade: the plan, and who wrote it.</param>
/// <param name="Reservation">Null for orders that the broker works by itself.</param>
/// <param name="Messages">Of the broker, in order.</param>
/// <param name="Fills">Of the order, in order.</param>
/// <param name="Related">The entry of a bracket leg; the legs of an entry.</param>
/// <param name="RelatedFills">Of the legs: how the position was closed.</param>
/// <param name="RealizedPnl">Of the order's own fills and those of its legs, fees taken off: of an entry that something else closed, nothing but fees.</param>
/// <param name="Closing">Of an entry: fills of other orders that reduced the position since, until it was flat or turned over.</param>
/// <param name="IsClosed">Of an entry: whether the position was flat or turned over since; null where the order opened none.</param>
public sealed record TrailAnswer(
    OrderAnswer Order,
    SignalView? Signal,
    AlertAnswer? Alert,
    MonitoringPlan? Plan,
    TrailReservation? Reservation,
    TrailIntent Intent,
    TrailMessage[] Messages,
    Trade[] Fills,
    OrderAnswer[] Related,
    Trade[] RelatedFills,
    Money RealizedPnl,
    Trade[] Closing,
    bool? IsClosed);
