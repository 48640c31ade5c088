namespace TradingFunctions.Domain.Orders;

/// <summary>An order as the broker reports it. Cumulative figures; the books take differences.</summary>
/// <param name="BrokerOrderId">The broker's id; kept out of the decision log.</param>
/// <param name="FilledQuantity">Shares filled so far.</param>
/// <param name="AverageFillPrice">Average price of these, dollars; null while none.</param>
/// <param name="Legs">The bracket's exit legs, "held" ones too; empty for a simple order.</param>
/// <param name="RejectReason">The broker's words, if it rejected.</param>
public sealed record BrokerOrder(
    string BrokerOrderId,
    ClientOrderId ClientOrderId,
    Symbol Symbol,
    Side Side,
    Quantity Quantity,
    OrderType Type,
    TimeInForce TimeInForce,
    OrderStatus Status,
    Quantity FilledQuantity,
    decimal? AverageFillPrice,
    Price? LimitPrice,
    Price? StopPrice,
    DateTime SubmittedUtc,
    DateTime UpdatedUtc,
    BrokerOrder[] Legs,
    string? RejectReason = null)
{
    /// <summary>The broker's answer as it came, for a person to look at; null where there is no text behind it.</summary>
    public string? Raw { get; init; }
}
