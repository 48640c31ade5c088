using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Trading;

/// <summary>A broker with 100,000 dollars, nothing held, and a market that the test moves.</summary>
public abstract class BrokerBench : IAsyncDisposable
{
    private int orders;

    /// <summary>A symbol that both sides know, at 100 dollars at first.</summary>
    public static Symbol Spy { get; } = new("SPY");

    public abstract IBroker Broker { get; }

    protected abstract DateTime Now { get; }

    /// <summary>Lets the market trade once at a price, with so many shares to be had. What it does to orders is visible when this returns.</summary>
    public abstract Task Trade(decimal price, decimal shares = 10_000m);

    /// <summary>All messages about an order so far, in the order they came in.</summary>
    public abstract Task<IReadOnlyList<OrderEvent>> Events(ClientOrderId id);

    /// <summary>Waits until an order is as expected: a broker may take its time. Fails after some seconds with what it was last.</summary>
    public abstract Task<BrokerOrder> Until(ClientOrderId id, Func<BrokerOrder, bool> expected);

    public abstract ValueTask DisposeAsync();

    public OrderTerms Terms(
        Side side, decimal quantity, decimal? limit = null, decimal? stopLoss = null, decimal? takeProfit = null, OrderPurpose purpose = OrderPurpose.Entry, Symbol? symbol = null) => new(
        new ClientOrderId($"order-{++orders:D4}"), symbol ?? Spy, side, new Quantity(quantity), limit is null ? OrderType.Market : OrderType.Limit, TimeInForce.Gtc, purpose,
        new StrategyId("test"), Price(limit), StopLoss: Price(stopLoss), TakeProfit: Price(takeProfit));

    public Task<SubmitOutcome> Submit(OrderTerms terms) => Broker.Submit(Approvals.Of(terms, Now), CancellationToken.None);

    private static Price? Price(decimal? amount) => amount is { } some ? new Price(some) : null;
}
