using Shouldly;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using Xunit;

namespace TradingFunctions.TestKit.Trading;

/// <summary>What the order protocol needs of every broker. A test class per adapter derives from it.</summary>
public abstract class BrokerContract
{
    protected abstract Task<BrokerBench> Open();

    [Fact]
    public async Task Submit_MarketOrder_IsConfirmedAndFillsAtTheMarket()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10);

        var outcome = await sut.Submit(terms);
        await sut.Trade(100m);

        outcome.Status.ShouldBe(SubmitStatus.Confirmed);
        outcome.Order!.ClientOrderId.ShouldBe(terms.ClientOrderId);
        var order = await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Filled);
        order.FilledQuantity.ShouldBe(new Quantity(10));
        order.AverageFillPrice!.Value.ShouldBe(100m, 0.1m);
        var position = (await sut.Broker.ListPositions(default)).ShouldHaveSingleItem();
        position.SignedQuantity.ShouldBe(10m);
        position.AverageEntryPrice.ShouldBe(order.AverageFillPrice.Value, 0.0001m);
        (await sut.Broker.GetAccount(default)).Cash.Amount.ShouldBe(100_000m - (10m * order.AverageFillPrice.Value), 0.001m);
    }

    [Fact]
    public async Task Submit_SameIdAgain_IsDuplicate_AlsoAfterTheEnd()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, limit: 90m);
        await sut.Submit(terms);

        (await sut.Submit(terms)).Status.ShouldBe(SubmitStatus.Duplicate);
        await sut.Broker.Cancel(terms.ClientOrderId, default);
        await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Canceled);
        (await sut.Submit(terms)).Status.ShouldBe(SubmitStatus.Duplicate);
    }

    [Fact]
    public async Task Submit_SameIdTwiceAtOnce_TakesOne()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, limit: 90m);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sut.Submit(terms)));

        outcomes.Count(outcome => outcome.Status == SubmitStatus.Confirmed).ShouldBe(1);
        outcomes.Count(outcome => outcome.Status == SubmitStatus.Duplicate).ShouldBe(7);
        (await sut.Broker.ListOpenOrders(default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Submit_UnknownSymbol_IsRejectedWithReason()
    {
        await using var sut = await Open();

        var outcome = await sut.Submit(sut.Terms(Side.Buy, 10, symbol: new Symbol("NOSUCH")));

        outcome.Status.ShouldBe(SubmitStatus.Rejected);
        outcome.Reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Submit_BeyondBuyingPower_IsRejected()
    {
        await using var sut = await Open();

        (await sut.Submit(sut.Terms(Side.Buy, 100_000, limit: 100m))).Status.ShouldBe(SubmitStatus.Rejected);
        (await sut.Broker.ListOpenOrders(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_UnknownId_IsNull()
    {
        await using var sut = await Open();

        (await sut.Broker.Find(new ClientOrderId("nobody-sent-this"), default)).ShouldBeNull();
        (await sut.Broker.Cancel(new ClientOrderId("nobody-sent-this"), default)).ShouldBe(CancelStatus.NotFound);
    }

    [Fact]
    public async Task LimitOrder_WaitsForItsPrice_AndIsListedMeanwhile()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, limit: 95m);
        await sut.Submit(terms);
        await sut.Trade(96m);

        var open = (await sut.Broker.ListOpenOrders(default)).ShouldHaveSingleItem();
        open.ClientOrderId.ShouldBe(terms.ClientOrderId);
        open.LimitPrice.ShouldBe(new Price(95m));
        open.Status.IsFinal().ShouldBeFalse();

        await sut.Trade(94m);
        var order = await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Filled);
        order.AverageFillPrice!.Value.ShouldBeLessThanOrEqualTo(95m);
        (await sut.Broker.ListOpenOrders(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fill_InParts_GivesCumulativeFiguresAndOneEventEach()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, limit: 101m);
        await sut.Submit(terms);
        await sut.Trade(100m, shares: 4m);

        var part = await sut.Until(terms.ClientOrderId, order => !order.FilledQuantity.IsZero);
        part.Status.ShouldBe(OrderStatus.PartiallyFilled);
        part.FilledQuantity.ShouldBe(new Quantity(4));

        await sut.Trade(99m);
        var whole = await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Filled);
        whole.AverageFillPrice!.Value.ShouldBe(99.4m, 0.1m);

        var fills = (await sut.Events(terms.ClientOrderId)).Where(e => e.ExecutionId is not null).ToList();
        fills.Select(e => e.Kind).ShouldBe([OrderEventKind.PartialFill, OrderEventKind.Fill]);
        fills.Select(e => e.Quantity.Shares).ShouldBe([4m, 6m]);
        fills.Select(e => e.CumulativeQuantity.Shares).ShouldBe([4m, 10m]);
        fills.Select(e => e.ExecutionId).Distinct().Count().ShouldBe(2);
        (fills.Sum(e => e.Quantity.Shares * e.Price!.Value) / 10m).ShouldBe(whole.AverageFillPrice.Value, 0.0001m);
    }

    [Fact]
    public async Task Cancel_WorkingOrder_EndsItAndKeepsWhatHasFilled()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, limit: 101m);
        await sut.Submit(terms);
        await sut.Trade(100m, shares: 4m);

        (await sut.Broker.Cancel(terms.ClientOrderId, default)).ShouldBe(CancelStatus.Accepted);

        var order = await sut.Until(terms.ClientOrderId, order => order.Status.IsFinal());
        order.Status.ShouldBe(OrderStatus.Canceled);
        order.FilledQuantity.ShouldBe(new Quantity(4));
        (await sut.Broker.ListPositions(default)).ShouldHaveSingleItem().SignedQuantity.ShouldBe(4m);
        (await sut.Broker.Cancel(terms.ClientOrderId, default)).ShouldBe(CancelStatus.TooLate);
    }

    [Fact]
    public async Task Bracket_BeforeItsEntryFills_HoldsBothLegs()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, limit: 95m, stopLoss: 90m, takeProfit: 105m);

        await sut.Submit(terms);

        var legs = (await sut.Broker.Find(terms.ClientOrderId, default))!.Legs;
        legs.Length.ShouldBe(2);
        legs.ShouldAllBe(leg => leg.Status == OrderStatus.Held && leg.Side == Side.Sell && leg.Quantity == new Quantity(10));
        legs.Single(leg => leg.Type == OrderType.Stop).StopPrice.ShouldBe(new Price(90m));
        legs.Single(leg => leg.Type == OrderType.Limit).LimitPrice.ShouldBe(new Price(105m));
        legs.Select(leg => leg.ClientOrderId).ShouldNotContain(terms.ClientOrderId);
    }

    [Theory]
    [InlineData(106, OrderType.Limit)]
    [InlineData(89, OrderType.Stop)]
    public async Task Bracket_OneLegFills_TheOtherIsCanceled(int price, OrderType filling)
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, stopLoss: 90m, takeProfit: 105m);
        await sut.Submit(terms);
        await sut.Trade(100m);
        var legs = (await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Filled)).Legs;

        await sut.Trade(price);

        foreach (var leg in legs)
        {
            var ended = await sut.Until(leg.ClientOrderId, order => order.Status.IsFinal());
            ended.Status.ShouldBe(leg.Type == filling ? OrderStatus.Filled : OrderStatus.Canceled);
        }

        (await sut.Broker.ListPositions(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bracket_EntryCanceled_TakesItsLegsAlong()
    {
        await using var sut = await Open();
        var terms = sut.Terms(Side.Buy, 10, limit: 95m, stopLoss: 90m, takeProfit: 105m);
        await sut.Submit(terms);

        await sut.Broker.Cancel(terms.ClientOrderId, default);

        var order = await sut.Until(terms.ClientOrderId, order => order.Status.IsFinal() && order.Legs.All(leg => leg.Status.IsFinal()));
        order.Legs.ShouldAllBe(leg => leg.Status == OrderStatus.Canceled);
        (await sut.Broker.ListOpenOrders(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sell_AfterBuy_ClosesThePositionAndGivesTheCash()
    {
        await using var sut = await Open();
        var entry = sut.Terms(Side.Buy, 10);
        await sut.Submit(entry);
        await sut.Trade(100m);
        await sut.Until(entry.ClientOrderId, order => order.Status == OrderStatus.Filled);

        var exit = sut.Terms(Side.Sell, 10, purpose: OrderPurpose.Exit);
        await sut.Submit(exit);
        await sut.Trade(110m);

        await sut.Until(exit.ClientOrderId, order => order.Status == OrderStatus.Filled);
        (await sut.Broker.ListPositions(default)).ShouldBeEmpty();
        var account = await sut.Broker.GetAccount(default);
        account.Cash.Amount.ShouldBe(100_100m, 1m);
        account.Equity.ShouldBe(account.Cash);
        account.CanTrade.ShouldBeTrue();
    }

    [Fact]
    public async Task Asset_OfASymbolThatTrades_IsTradableAndLent()
    {
        await using var sut = await Open();
        var symbol = sut.Terms(Side.Buy, 1).Symbol;

        (await sut.Broker.FindAsset(symbol, default)).ShouldBe(new BrokerAsset(symbol, Tradable: true, Shortable: true));
    }

    [Fact]
    public async Task Asset_OfAnUnknownSymbol_IsNone()
    {
        await using var sut = await Open();

        (await sut.Broker.FindAsset(new Symbol("NONESUCH"), default)).ShouldBeNull();
    }
}
