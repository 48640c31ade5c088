using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Words for what became of a signal.</summary>
internal static class TradeAnswers
{
    public static TradeAnswer Held(TradingSignal signal, DateTime nowUtc) => new(signal.Id, TradeStatus.Held, signal.Symbol, nowUtc);

    public static TradeAnswer Conflict(TradingSignal signal, DateTime nowUtc) => new(signal.Id, TradeStatus.Conflict, signal.Symbol, nowUtc);

    public static TradeAnswer Denied(TradingSignal signal, DecisionRecord decision, Denial[] denials) =>
        With(new TradeAnswer(signal.Id, TradeStatus.Denied, signal.Symbol, decision.DecidedUtc, Denials: denials), decision);

    /// <summary>The answer that an order's state amounts to.</summary>
    public static TradeAnswer Of(TradingSignal signal, OrderRecord order, DecisionRecord? decision)
    {
        var answer = new TradeAnswer(
            signal.Id, StatusOf(order), signal.Symbol, order.DecidedUtc, order.Id, order.Terms.Side, order.Terms.Purpose, order.Terms.Type, order.Terms.LimitPrice,
            order.Terms.StopLoss, order.Terms.TakeProfit, Quantity: order.Terms.Quantity, Filled: order.Filled, AveragePrice: order.AveragePrice, Denials: DenialsOf(order));
        return decision is null ? answer : With(answer, decision) with { DecidedUtc = order.DecidedUtc };
    }

    private static TradeAnswer With(TradeAnswer answer, DecisionRecord decision) => answer with
    {
        Side = decision.Terms.Side,
        Purpose = decision.Terms.Purpose,
        Type = decision.Terms.Type,
        LimitPrice = decision.Terms.LimitPrice,
        StopLoss = decision.Terms.StopLoss,
        TakeProfit = decision.Terms.TakeProfit,
        Reference = decision.Reference,
        Requested = decision.Requested,
        CutBy = decision.CutBy.Length == 0 ? null : decision.CutBy,
        Sizing = decision.Sizing,
        Checks = decision.Checks,
    };

    private static TradeStatus StatusOf(OrderRecord order) => order switch
    {
        { End: OrderEnd.Rejected or OrderEnd.Denied or OrderEnd.Lost } when order.Filled.IsZero => TradeStatus.Denied,
        { Stage: IntentStage.Unresolved } => TradeStatus.Unresolved,
        _ when order.Filled >= order.Terms.Quantity => TradeStatus.Executed,
        _ when !order.Filled.IsZero => TradeStatus.PartiallyFilled,
        { IsFinal: true } => TradeStatus.Canceled,
        _ => TradeStatus.Working,
    };

    private static Denial[]? DenialsOf(OrderRecord order) => order.End switch
    {
        OrderEnd.Rejected => [new Denial(ReasonCode.BrokerRejected, "broker", Limit: null, Value: null, order.Reason)],
        OrderEnd.Lost => [new Denial(ReasonCode.BrokerRejected, "broker", Limit: null, Value: null, "The order never reached the broker.")],
        OrderEnd.Denied when order.Denials is { } denials => denials,
        // Of an order that was stored without its figures.
        OrderEnd.Denied => [.. (order.Reason ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new Denial(ReasonCodes.Parse(code), "gatedAgain", Limit: null, Value: null))],
        _ => null,
    };
}
