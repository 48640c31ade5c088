using Alpaca.Markets;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Alpaca.Http;
using SdkForce = Alpaca.Markets.TimeInForce;
using SdkSide = Alpaca.Markets.OrderSide;
using SdkStatus = Alpaca.Markets.OrderStatus;
using SdkType = Alpaca.Markets.OrderType;

namespace TradingFunctions.Infra.Alpaca.Orders;

/// <param name="Count">Orders of the page, those left out included.</param>
/// <param name="OldestUtc">When its last order was submitted.</param>
internal sealed record OrderPage(int Count, DateTime? OldestUtc, IReadOnlyList<BrokerOrder> Orders);

/// <summary>The package's orders and updates as ours. What it could not read is unknown and read again; an order's text is kept.</summary>
internal static class OrderMapping
{
    /// <summary>Of an account that trades other things besides, these are not of this system.</summary>
    public static bool IsShares(IOrder order) => order.AssetClass == AssetClass.UsEquity;

    /// <exception cref="ArgumentException">The answer makes no sense; derived ones, too.</exception>
    public static OrderPage Page(IReadOnlyList<IOrder> orders) =>
        new(orders.Count, orders.Count == 0 ? null : orders[^1].SubmittedAtUtc ?? orders[^1].CreatedAtUtc, [.. orders.Where(IsShares).Select(Order)]);

    /// <exception cref="ArgumentException">The answer makes no sense; derived ones, too.</exception>
    public static BrokerOrder Order(IOrder order)
    {
        var told = Told.Split(order.ClientOrderId);
        return new BrokerOrder(
            order.OrderId.ToString(),
            ClientId(told.Id, order),
            new Symbol(order.Symbol),
            Of(order.OrderSide),
            new Quantity(order.Quantity ?? 0m),
            Of(order.OrderType),
            Of(order.TimeInForce),
            Of(order.OrderStatus),
            new Quantity(order.FilledQuantity),
            order.AverageFillPrice,
            PriceOf(order.LimitPrice),
            PriceOf(order.StopPrice),
            order.SubmittedAtUtc ?? order.CreatedAtUtc ?? throw new ArgumentException("an order has no time of submission"),
            order.UpdatedAtUtc ?? throw new ArgumentException("an order has no time of its last change"),
            [.. order.Legs.Select(Order)])
        { Raw = told.Raw };
    }

    /// <param name="parentOf">The entry of a leg where it is known: an update does not say.</param>
    /// <exception cref="ArgumentException">The update makes no sense; derived ones, too.</exception>
    public static OrderEvent Event(ITradeUpdate update, Func<ClientOrderId, ClientOrderId?> parentOf)
    {
        var order = update.Order;
        var told = Told.Split(order.ClientOrderId);
        var id = ClientId(told.Id, order);
        return new OrderEvent(
            Sequence: 0,
            Kind(told.Event),
            order.OrderId.ToString(),
            id,
            parentOf(id),
            new Symbol(order.Symbol),
            Of(order.OrderSide),
            update.TimestampUtc ?? order.UpdatedAtUtc ?? throw new ArgumentException("an update has no time"),
            update.ExecutionId?.ToString(),
            update.Price,
            new Quantity(update.TradeQuantity ?? 0m),
            Money.Zero,
            new Quantity(order.FilledQuantity));
    }

    /// <summary>A stranger's id may hold characters that ours do not: then the order goes by the broker's own id.</summary>
    private static ClientOrderId ClientId(string text, IOrder order) => ClientOrderId.TryCreate(text, out var id, out _) ? id : new ClientOrderId(order.OrderId.ToString());

    private static Price? PriceOf(decimal? price) => price is { } amount ? new Price(amount) : null;

    private static Side Of(SdkSide side) => side == SdkSide.Buy ? Side.Buy : Side.Sell;

    private static Domain.Orders.OrderType Of(SdkType type) => type switch
    {
        SdkType.Limit => Domain.Orders.OrderType.Limit,
        SdkType.Stop => Domain.Orders.OrderType.Stop,
        SdkType.StopLimit => Domain.Orders.OrderType.StopLimit,
        SdkType.TrailingStop => Domain.Orders.OrderType.TrailingStop,
        _ => Domain.Orders.OrderType.Market,
    };

    private static Domain.Orders.TimeInForce Of(SdkForce force) => force switch
    {
        SdkForce.Day => Domain.Orders.TimeInForce.Day,
        SdkForce.Ioc => Domain.Orders.TimeInForce.Ioc,
        SdkForce.Fok => Domain.Orders.TimeInForce.Fok,
        SdkForce.Opg => Domain.Orders.TimeInForce.Opg,
        SdkForce.Cls => Domain.Orders.TimeInForce.Cls,
        _ => Domain.Orders.TimeInForce.Gtc,
    };

    private static Domain.Orders.OrderStatus Of(SdkStatus status) => status switch
    {
        SdkStatus.Accepted => Domain.Orders.OrderStatus.Accepted,
        SdkStatus.PendingNew => Domain.Orders.OrderStatus.PendingNew,
        SdkStatus.New => Domain.Orders.OrderStatus.New,
        SdkStatus.PartiallyFilled => Domain.Orders.OrderStatus.PartiallyFilled,
        SdkStatus.DoneForDay => Domain.Orders.OrderStatus.DoneForDay,
        SdkStatus.PendingCancel => Domain.Orders.OrderStatus.PendingCancel,
        SdkStatus.PendingReplace => Domain.Orders.OrderStatus.PendingReplace,
        SdkStatus.AcceptedForBidding => Domain.Orders.OrderStatus.AcceptedForBidding,
        SdkStatus.Stopped => Domain.Orders.OrderStatus.Stopped,
        SdkStatus.Suspended => Domain.Orders.OrderStatus.Suspended,
        SdkStatus.Calculated => Domain.Orders.OrderStatus.Calculated,
        SdkStatus.Held => Domain.Orders.OrderStatus.Held,
        SdkStatus.Filled => Domain.Orders.OrderStatus.Filled,
        SdkStatus.Canceled => Domain.Orders.OrderStatus.Canceled,
        SdkStatus.Expired => Domain.Orders.OrderStatus.Expired,
        SdkStatus.Replaced => Domain.Orders.OrderStatus.Replaced,
        SdkStatus.Rejected => Domain.Orders.OrderStatus.Rejected,
        _ => Domain.Orders.OrderStatus.Unknown,
    };

    /// <summary>By the name as it came: the package knows fewer events than there are.</summary>
    private static OrderEventKind Kind(string name) => name switch
    {
        "accepted" or "pending_new" => OrderEventKind.Accepted,
        "new" => OrderEventKind.New,
        "partial_fill" => OrderEventKind.PartialFill,
        "fill" => OrderEventKind.Fill,
        "canceled" => OrderEventKind.Canceled,
        "expired" => OrderEventKind.Expired,
        "rejected" => OrderEventKind.Rejected,
        "replaced" => OrderEventKind.Replaced,
        "done_for_day" => OrderEventKind.DoneForDay,
        "held" => OrderEventKind.Held,
        "pending_cancel" => OrderEventKind.PendingCancel,
        "pending_replace" => OrderEventKind.PendingReplace,
        "suspended" => OrderEventKind.Suspended,
        "stopped" => OrderEventKind.Stopped,
        "calculated" => OrderEventKind.Calculated,
        "order_cancel_rejected" => OrderEventKind.CancelRejected,
        "order_replace_rejected" => OrderEventKind.ReplaceRejected,
        "trade_bust" => OrderEventKind.TradeBust,
        "trade_correct" => OrderEventKind.TradeCorrect,
        _ => OrderEventKind.Unknown,
    };
}
