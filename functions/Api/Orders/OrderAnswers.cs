using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Orders;

/// <summary>Where an order stands, in one word.</summary>
public enum OrderState
{
    /// <summary>Decided and stored, not sent.</summary>
    Stored,

    /// <summary>Being sent.</summary>
    Sending,

    /// <summary>The broker's answer was lost: it is being looked up.</summary>
    Unresolved,

    /// <summary>At the broker, nothing filled.</summary>
    Working,

    /// <summary>At the broker, filled in part.</summary>
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,
    Replaced,
    Rejected,

    /// <summary>The broker never had it.</summary>
    Lost,

    /// <summary>Refused by the gate before it was sent.</summary>
    Denied,
}

/// <summary>One order, dollars and shares.</summary>
/// <param name="Parent">Of a bracket leg: the entry order.</param>
/// <param name="Reason">Why it was refused or lost.</param>
/// <param name="Decision">Inputs and controls of the decision; only where one order is asked for.</param>
public sealed record OrderAnswer(
    ClientOrderId Id,
    OrderState Status,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    OrderPurpose Purpose,
    Quantity Quantity,
    Quantity Filled,
    Price? AveragePrice,
    Price? LimitPrice,
    Price? StopPrice,
    Price? StopLoss,
    Price? TakeProfit,
    Money Fees,
    StrategyId Strategy,
    OrderSource Source,
    string Origin,
    ClientOrderId? Parent,
    BracketLeg? Leg,
    string? Reason,
    DateTime DecidedUtc,
    DateTime UpdatedUtc,
    string? BrokerOrderId,
    DecisionRecord? Decision = null)
{
    public static OrderAnswer Of(OrderView view)
    {
        var (order, terms) = (view.Order, view.Order.Terms);
        return new OrderAnswer(
            order.Id, StateOf(order), terms.Symbol, terms.Side, terms.Type, terms.TimeInForce, terms.Purpose, terms.Quantity, order.Filled, view.AveragePrice,
            terms.LimitPrice, terms.StopPrice, terms.StopLoss, terms.TakeProfit, order.Fees, terms.Strategy, order.Source, order.Origin, order.Parent, order.Leg,
            order.Reason, order.DecidedUtc, order.UpdatedUtc, order.BrokerOrderId, view.Decision);
    }

    public static OrderState StateOf(OrderRecord order) => order.Stage switch
    {
        IntentStage.Stored => OrderState.Stored,
        IntentStage.Sending => OrderState.Sending,
        IntentStage.Unresolved => OrderState.Unresolved,
        IntentStage.Confirmed => order.Filled.IsZero ? OrderState.Working : OrderState.PartiallyFilled,
        _ => order.End switch
        {
            OrderEnd.Filled => OrderState.Filled,
            OrderEnd.Expired => OrderState.Expired,
            OrderEnd.Replaced => OrderState.Replaced,
            OrderEnd.Rejected => OrderState.Rejected,
            OrderEnd.Lost => OrderState.Lost,
            OrderEnd.Denied => OrderState.Denied,
            _ => OrderState.Canceled,
        },
    };
}

/// <param name="Status">What the broker said to the request.</param>
public sealed record CancelResult(ClientOrderId Id, CancelAnswer Status);

/// <summary>One fill as booked, dollars and shares.</summary>
/// <param name="Number">Position in the account's log.</param>
/// <param name="RealizedPnl">P&amp;L it realised, fees apart.</param>
/// <param name="PositionAfter">Shares held afterwards, negative for a short position.</param>
public sealed record Trade(
    long Number, DateTime AtUtc, Symbol Symbol, Side Side, Quantity Quantity, Price Price, Money Fee, Money RealizedPnl, decimal PositionAfter, ClientOrderId OrderId, OrderPurpose Purpose, StrategyId Strategy, BracketLeg? Leg)
{
    /// <summary>Null for an entry of the log that is no fill.</summary>
    public static Trade? Of(LogEntry entry) => entry.Fill is not { } fill
        ? null
        : new Trade(
            entry.Number, entry.AtUtc, fill.Symbol, fill.SignedQuantity > 0 ? Side.Buy : Side.Sell, new Quantity(Math.Abs(fill.SignedQuantity)), fill.Price, fill.Fee, fill.Realized,
            fill.PositionAfter, fill.OrderId, fill.Purpose, fill.Strategy, fill.Leg);
}
