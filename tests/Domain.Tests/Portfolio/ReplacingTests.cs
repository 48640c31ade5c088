using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class ReplacingTests
{
    private static readonly ClientOrderId Old = new("WORKING");
    private static readonly ClientOrderId New = new("NEXT");

    [Fact]
    public void Replace_WorkingEntry_StoresOneThatWaitsForIt()
    {
        var state = Given.Account(orders: [Given.Order(limit: 95m, reserve: 95m) with { Executions = [new Execution("x", new Price(95m), new Quantity(1m), Money.Zero)], Filled = new Quantity(1m) }]);

        var change = AccountDecider.Decide(state, Replace(limit: 97m));

        var next = change.State.Live[New];
        next.ShouldSatisfyAllConditions(
            order => order.Stage.ShouldBe(IntentStage.Stored),
            order => order.Status.ShouldBe(OrderStatus.Unknown),
            order => order.Claim.ShouldBeNull(),
            order => order.WaitsFor.ShouldBe([Old]),
            order => (order.Replaces, order.Replacements).ShouldBe((Old, 1)),
            order => (order.Terms.Type, order.Terms.LimitPrice, order.Terms.Quantity).ShouldBe((OrderType.Limit, new Price(97m), new Quantity(10m))),
            order => (order.Filled, order.Executions.Length, order.BrokerOrderId).ShouldBe((Quantity.Zero, 0, null)),
            order => order.Reason.ShouldBe("closer"),
            order => order.Worker.ShouldBe("host"));
        change.Log.ShouldHaveSingleItem().Intent!.Terms.ClientOrderId.ShouldBe(New);
        change.Reply.ShouldBe(new OrderReply(next, IsNew: true));
        change.State.Live[Old].ShouldBe(state.Live[Old]);
    }

    [Fact]
    public void Replace_WithoutALimit_IsAMarketOrder() =>
        AccountDecider.Decide(Given.Account(orders: [Given.Order(limit: 95m)]), Replace(limit: null)).State.Live[New].Terms.ShouldSatisfyAllConditions(
            terms => terms.Type.ShouldBe(OrderType.Market), terms => terms.LimitPrice.ShouldBeNull());

    [Fact]
    public void Replace_Again_GivesTheSame()
    {
        var once = AccountDecider.Decide(Given.Account(orders: [Given.Order(limit: 95m)]), Replace(limit: 97m)).State;

        var twice = AccountDecider.Decide(once, Replace(limit: 97m));

        twice.IsChanged.ShouldBeFalse();
        twice.Reply.ShouldBe(new OrderReply(once.Live[New]));
    }

    [Fact]
    public void Replace_WhileAnotherReplacementWaits_IsRefused()
    {
        var once = AccountDecider.Decide(Given.Account(orders: [Given.Order(limit: 95m)]), Replace(limit: 97m)).State;

        AccountDecider.Decide(once, Replace(limit: 98m) with { Id = new ClientOrderId("OTHER") }).Reply.ShouldBe(new OrderReply(Order: null));
    }

    [Theory]
    [InlineData(OrderSource.Bracket)]
    [InlineData(OrderSource.Foreign)]
    public void Replace_OfWhatIsNotOurs_IsRefused(OrderSource source) =>
        AccountDecider.Decide(Given.Account(orders: [Given.Order(limit: 95m, source: source)]), Replace(limit: 97m)).IsChanged.ShouldBeFalse();

    [Fact]
    public void Replace_OfAnUnknownOrder_IsRefused() => AccountDecider.Decide(Given.Account(), Replace(limit: 97m)).Reply.ShouldBe(new OrderReply(Order: null));

    [Fact]
    public void Replace_Entry_RisksWhatTheNewPriceIsFromTheStop()
    {
        var old = Given.Order(limit: 95m, stopDistance: 5m);
        old = old with { Terms = old.Terms with { StopLoss = new Price(90m) } };
        var state = Given.Account(orders: [old]);

        AccountDecider.Decide(state, Replace(limit: 97m)).State.Live[New].StopDistance.ShouldBe(new Money(7m));
        AccountDecider.Decide(state, Replace(limit: null)).State.Live[New].StopDistance.ShouldBe(new Money(5m));
    }

    [Fact]
    public void Replace_WhatWaitedForTheOldOne_WaitsForTheNewOneToo()
    {
        var stop = Given.Order("STOP", Side.Sell, 10m, OrderPurpose.Exit, stop: 90m, source: OrderSource.Bracket, stage: IntentStage.Stored) with { WaitsFor = [Old] };
        var other = Given.Order("OTHER", Side.Sell, 10m, OrderPurpose.Exit, stop: 90m, source: OrderSource.Bracket, stage: IntentStage.Stored) with { WaitsFor = [new ClientOrderId("LEG")] };
        var state = Given.Account(holdings: [Given.Holding(10m)], orders: [Given.Order(side: Side.Sell, purpose: OrderPurpose.Exit, limit: 105m), stop, other]);

        var after = AccountDecider.Decide(state, Replace(limit: 104m)).State;

        after.Live[stop.Id].WaitsFor.ShouldBe([Old, New]);
        after.Live[other.Id].WaitsFor.ShouldBe([new ClientOrderId("LEG")]);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(4, 6)]
    [InlineData(10, 0)]
    public void Claim_OfAReplacement_SendsWhatTheOldOneLeft(int filled, int left)
    {
        var ended = Given.Order(limit: 95m) with
        {
            Stage = IntentStage.Final,
            End = OrderEnd.Canceled,
            Status = OrderStatus.Canceled,
            Filled = new Quantity(filled),
            Executions = [new Execution("x", new Price(95m), new Quantity(filled), Money.Zero)],
        };
        var next = Given.Order("NEXT", limit: 97m, stage: IntentStage.Stored) with { Replaces = Old, WaitsFor = [Old], SignalUtc = Given.Now };
        next = next with { Terms = next.Terms with { StopLoss = new Price(90m) } };
        var state = Given.Account(orders: [next]);
        state = state with { Ended = state.Ended.SetItem(Old, ended) };

        var reply = (PlaceReply)AccountDecider.Decide(
            state, new ClaimSending(New, Given.Market(), new TradingRules(), "host", Given.Now.AddSeconds(10), Given.Now) { Replaces = Old }).Reply;

        if (left > 0)
            reply.Approved!.Terms.Quantity.ShouldBe(new Quantity(left));
        else
            (reply.Approved, reply.Order!.End, reply.Denials.Single().Input).ShouldBe((null, OrderEnd.Denied, "replacedOrder"));
    }

    [Fact]
    public void Mentions_OfAReplacement_AreBothOrders()
    {
        AccountDecider.Mentions(Replace(limit: 97m)).ShouldBe([New, Old]);
        AccountDecider.Mentions(new ClaimSending(New, Given.Market(), new TradingRules(), "host", Given.Now, Given.Now) { Replaces = Old }).ShouldBe([New, Old]);
        AccountDecider.Mentions(new ClaimSending(New, Given.Market(), new TradingRules(), "host", Given.Now, Given.Now)).ShouldBe([New]);
    }

    private static ReplaceOrder Replace(decimal? limit) => new(
        New, Old, Quantity: null, limit is { } price ? new Price(price) : null, limit is { } reserve ? new Price(reserve) : null, "host", Caller: null, "closer", Given.Now);
}
