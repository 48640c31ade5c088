using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Which terms the exchange takes.</summary>
internal static class OrderRules
{
    private const int LongestId = 97;

    /// <summary>What is wrong with the terms; null if nothing.</summary>
    public static string? Refuse(OrderTerms terms) => terms switch
    {
        { Quantity.IsZero: true } => "quantity must be more than 0",
        { Type: OrderType.Limit or OrderType.StopLimit, LimitPrice: null } => "a limit order needs a limit price",
        { Type: OrderType.Stop or OrderType.StopLimit, StopPrice: null } => "a stop order needs a stop price",
        { Type: OrderType.TrailingStop, TrailPercent: not (> 0m and < 1m) } => "a trailing stop needs a trail between 0 and 1",
        { TimeInForce: not (TimeInForce.Day or TimeInForce.Gtc), Type: not (OrderType.Market or OrderType.Limit) } =>
            $"{terms.TimeInForce} is for market and limit orders",
        { StopLoss: null, TakeProfit: null } => null,
        { TimeInForce: not (TimeInForce.Day or TimeInForce.Gtc) } => "a bracket must be day or gtc",
        { ClientOrderId.Value.Length: > LongestId } => $"the id of a bracket must be at most {LongestId} characters",
        { Purpose: OrderPurpose.Exit } => OrderFactory.IsOco(terms) ? RefuseLevels(terms, terms.Side == Side.Sell, terms.LimitPrice) : "an exit takes a stop loss beside a limit and no other leg",
        _ => RefuseLevels(terms, terms.Side == Side.Buy, terms.TakeProfit),
    };

    private static string? RefuseLevels(OrderTerms terms, bool isLong, Domain.Price? profit)
    {
        var entry = terms.Purpose == OrderPurpose.Entry && terms.Type is OrderType.Limit ? terms.LimitPrice : null;
        return IsWrong(terms.StopLoss, profit) || IsWrong(terms.StopLoss, entry) || IsWrong(entry, profit)
            ? "stop loss, entry and take profit must lie in this order of price, or the other way round for a short position"
            : null;

        bool IsWrong(Domain.Price? lower, Domain.Price? upper) =>
            lower is { } low && upper is { } high && (isLong ? low >= high : low <= high);
    }
}
