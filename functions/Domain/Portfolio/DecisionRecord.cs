using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What an order's decision rested on: written with the intent, again only if it is gated again.</summary>
/// <param name="Requested">Shares wanted, before limits cut it.</param>
/// <param name="Sizing">How the quantity came about; null where the signal or the position gave it.</param>
/// <param name="Equity">Dollars at the decision.</param>
/// <param name="Exposure">Positions and working entries, dollars, without this order.</param>
public sealed record DecisionRecord(
    OrderTerms Terms,
    string Origin,
    DateTime DecidedUtc,
    Price? Reference,
    DateTime ReferenceUtc,
    Quantity Requested,
    ReasonCode[] CutBy,
    string? Sizing,
    Money Equity,
    Money Cash,
    Money Exposure,
    Money OpenRisk,
    decimal SymbolQuantity,
    ControlCheck[] Checks);
