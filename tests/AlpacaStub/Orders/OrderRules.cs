using TradingFunctions.AlpacaStub.Hosting;

namespace TradingFunctions.AlpacaStub.Orders;

/// <summary>Which orders Alpaca takes, the account apart: its order documentation, in the words that clients are known to see.</summary>
internal static class OrderRules
{
    private const int LongestClientId = 128;

    /// <summary>What is wrong with a request; null if nothing.</summary>
    public static StubAnswer? Refuse(OrderRequest request) => Shape(request) ?? Prices(request) ?? Class(request);

    private static StubAnswer? Shape(OrderRequest request) => request switch
    {
        { Symbol: null or "" } => StubAnswer.Invalid("symbol is required"),
        _ when !Assets.Has(request.Symbol) => StubAnswer.Invalid($"asset \"{request.Symbol}\" not found"),
        { Side: not ("buy" or "sell") } => StubAnswer.Invalid("side must be buy or sell"),
        { Type: not ("market" or "limit" or "stop" or "stop_limit" or "trailing_stop") } => StubAnswer.Invalid("invalid order type"),
        { TimeInForce: not ("day" or "gtc" or "opg" or "cls" or "ioc" or "fok") } => StubAnswer.Invalid("invalid time_in_force"),
        { Qty: null, Notional: null } or { Qty: not null, Notional: not null } => StubAnswer.Invalid("exactly one of qty and notional is required"),
        { Qty: <= 0m } or { Notional: <= 0m } => StubAnswer.Invalid("qty must be > 0"),
        { Notional: not null } when request.Type != "market" || request.TimeInForce != "day" => StubAnswer.Invalid("notional orders must be market orders with time_in_force day"),
        { Qty: { } qty } when qty != decimal.Truncate(qty) && request.TimeInForce != "day" => StubAnswer.Invalid("fractional orders must be DAY orders"),
        { ClientOrderId.Length: > LongestClientId } => StubAnswer.Invalid("client_order_id must be no more than 128 characters"),
        { ExtendedHours: true } when request.Type != "limit" || request.TimeInForce is not ("day" or "gtc") => StubAnswer.Invalid("extended hours order must be DAY or GTC limit orders"),
        _ => null,
    };

    private static StubAnswer? Prices(OrderRequest request) => request switch
    {
        { Type: "limit" or "stop_limit", LimitPrice: null } when request.OrderClass != "oco" => StubAnswer.Invalid("limit orders require limit price"),
        { Type: "stop" or "stop_limit", StopPrice: null } => StubAnswer.Invalid("stop orders require stop price"),
        { Type: "trailing_stop", TrailPrice: null, TrailPercent: null } => StubAnswer.Invalid("trailing stop orders require trail_price or trail_percent"),
        _ when (SubPenny(request.LimitPrice) ?? SubPenny(request.StopPrice) ?? SubPenny(request.TakeProfit) ?? SubPenny(request.StopLoss)) is { } price =>
            StubAnswer.Invalid($"invalid price {price}. sub-penny increment does not fulfill minimum pricing criteria"),
        _ => null,
    };

    private static StubAnswer? Class(OrderRequest request) => request switch
    {
        { OrderClass: "simple", TakeProfit: null, StopLoss: null } => null,
        { OrderClass: "simple" } => StubAnswer.Invalid("simple orders take neither take_profit nor stop_loss"),
        { OrderClass: not ("bracket" or "oto" or "oco") } => StubAnswer.Invalid("invalid order_class"),
        { TimeInForce: not ("day" or "gtc") } or { ExtendedHours: true } => StubAnswer.Invalid("complex orders must be DAY or GTC, without extended hours"),
        { OrderClass: "bracket" or "oco", TakeProfit: null } => StubAnswer.Invalid($"{request.OrderClass} orders require take_profit.limit_price"),
        { OrderClass: "bracket" or "oco", StopLoss: null } => StubAnswer.Invalid($"{request.OrderClass} orders require stop_loss.stop_price"),
        { OrderClass: "oto" } when (request.TakeProfit is null) == (request.StopLoss is null) => StubAnswer.Invalid("oto orders require either take_profit or stop_loss"),
        { OrderClass: "oco", Type: not "limit" } => StubAnswer.Invalid("oco orders must be limit orders"),
        { TakeProfit: { } profit, StopLoss: { } stop } when IsLong(request) && profit <= stop => StubAnswer.Invalid("take_profit.limit_price must be > stop_loss.stop_price"),
        { TakeProfit: { } profit, StopLoss: { } stop } when !IsLong(request) && profit >= stop => StubAnswer.Invalid("take_profit.limit_price must be < stop_loss.stop_price"),
        _ => null,
    };

    /// <summary>Whether the legs close a long position.</summary>
    private static bool IsLong(OrderRequest request) => (request.Side == "buy") != (request.OrderClass == "oco");

    /// <summary>From a dollar on two decimals, below four.</summary>
    private static decimal? SubPenny(decimal? price) => price is { } amount && amount != Math.Round(amount, amount >= 1m ? 2 : 4) ? amount : null;
}
