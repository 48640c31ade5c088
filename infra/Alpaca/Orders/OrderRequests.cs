using Alpaca.Markets;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using SdkClass = Alpaca.Markets.OrderClass;
using SdkForce = Alpaca.Markets.TimeInForce;
using SdkSide = Alpaca.Markets.OrderSide;
using SdkType = Alpaca.Markets.OrderType;

namespace TradingFunctions.Infra.Alpaca.Orders;

/// <summary>Our terms as a request of the package.</summary>
internal static class OrderRequests
{
    public static NewOrderRequest Of(OrderTerms terms)
    {
        // A profit and a stop for what is held already are a pair, of which the profit is the order.
        var isPair = terms is { Purpose: OrderPurpose.Exit, Type: Domain.Orders.OrderType.Limit, StopLoss: not null };
        var profit = isPair ? terms.LimitPrice : terms.TakeProfit;
        return new NewOrderRequest(terms.Symbol.Value, OrderQuantity.Fractional(terms.Quantity.Shares), Of(terms.Side), Of(terms.Type), Of(terms.TimeInForce))
        {
            ClientOrderId = terms.ClientOrderId.Value,
            LimitPrice = isPair ? null : terms.LimitPrice?.Amount,
            StopPrice = terms.StopPrice?.Amount,
            TrailOffsetInPercent = terms.TrailPercent * 100m,
            TakeProfitLimitPrice = profit?.Amount,
            StopLossStopPrice = terms.StopLoss?.Amount,
            OrderClass = ClassOf(isPair, profit, terms.StopLoss),
        };
    }

    private static SdkClass? ClassOf(bool isPair, Price? profit, Price? stop) => (isPair, profit, stop) switch
    {
        (true, _, _) => SdkClass.OneCancelsOther,
        (_, not null, not null) => SdkClass.Bracket,
        (_, null, null) => null,
        _ => SdkClass.OneTriggersOther,
    };

    private static SdkSide Of(Side side) => side == Side.Buy ? SdkSide.Buy : SdkSide.Sell;

    private static SdkType Of(Domain.Orders.OrderType type) => type switch
    {
        Domain.Orders.OrderType.Market => SdkType.Market,
        Domain.Orders.OrderType.Limit => SdkType.Limit,
        Domain.Orders.OrderType.Stop => SdkType.Stop,
        Domain.Orders.OrderType.StopLimit => SdkType.StopLimit,
        Domain.Orders.OrderType.TrailingStop => SdkType.TrailingStop,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an order type."),
    };

    private static SdkForce Of(Domain.Orders.TimeInForce force) => force switch
    {
        Domain.Orders.TimeInForce.Day => SdkForce.Day,
        Domain.Orders.TimeInForce.Gtc => SdkForce.Gtc,
        Domain.Orders.TimeInForce.Ioc => SdkForce.Ioc,
        Domain.Orders.TimeInForce.Fok => SdkForce.Fok,
        Domain.Orders.TimeInForce.Opg => SdkForce.Opg,
        Domain.Orders.TimeInForce.Cls => SdkForce.Cls,
        _ => throw new ArgumentOutOfRangeException(nameof(force), force, "Not a time in force."),
    };
}
