using System.Text.Json.Serialization;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>One fill as booked: the difference it made.</summary>
/// <param name="SignedQuantity">Shares, bought positive.</param>
/// <param name="Realized">P&amp;L it realised, fees apart.</param>
/// <param name="PositionAfter">Shares held afterwards, signed.</param>
/// <param name="ExecutionId">The broker's id of it; kept out of the decision log.</param>
public sealed record FillRecord(
    ClientOrderId OrderId,
    ClientOrderId? Parent,
    BracketLeg? Leg,
    Symbol Symbol,
    OrderPurpose Purpose,
    StrategyId Strategy,
    decimal SignedQuantity,
    Price Price,
    Money Fee,
    Money Realized,
    decimal PositionAfter,
    string ExecutionId);

/// <summary>A change of the books without a trade of ours: what the broker has and we did not know.</summary>
/// <param name="Cash">Change of cash.</param>
/// <param name="Symbol">Whose position changed, if any.</param>
/// <param name="SignedQuantity">Change of the position, shares.</param>
/// <param name="Price">Price the change is booked at.</param>
public sealed record Adjustment(Money Cash, Symbol? Symbol, decimal SignedQuantity, Price? Price, string Reason);

/// <summary>One entry of the account's immutable log, from which the books can be rebuilt. Exactly one part besides number and time is set.</summary>
/// <param name="Number">1, 2, 3, ... per account, without a gap.</param>
/// <param name="AtUtc">Broker's time of an event, else the pipeline's.</param>
public sealed record LogEntry(
    long Number, DateTime AtUtc, OrderEvent? Event = null, FillRecord? Fill = null, Adjustment? Adjustment = null, StateChange? State = null);

/// <summary>A move of the trading state.</summary>
public sealed record StateChange([property: JsonRequired] Risk.TradingState From, [property: JsonRequired] Risk.TradingState To, string Reason);
