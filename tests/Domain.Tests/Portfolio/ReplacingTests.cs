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

    [Fact]
    public void Replace_WhatHappenedToTheOldOne_IsNotTheNewOnes()
    {
        var old = Given.Order(limit: 95m, reserve: 95m) with
        {
            Caller = new CallerId("ann"),
            Claim = new SendClaim("dead", 2, Given.Now),
            SignalUtc = Given.Now.AddMinutes(-5),
            ReservedUtc = Given.Now.AddMinutes(-5),
            DecidedUtc = Given.Now.AddMinutes(-5),
            UpdatedUtc = Given.Now.AddMinutes(-5),
            Status = OrderStatus.PartiallyFilled,
            Executions = [new Execution("x", new Price(95m), new Quantity(1m), new Money(1m))],
            Filled = new Quantity(1m),
            FilledNotional = new Money(95m),
            Fees = new Money(1m),
            Reported = new Quantity(2m),
            UnresolvedUtc = Given.Now,
            WaitsFor = [new ClientOrderId("LEG")],
            Replacements = 1,
            Origin = "signal-7",
            Trace = "00-1",
            FencingToken = 3,
            Confidence = 0.7m,
        };

        var next = AccountDecider.Decide(Given.Account(orders: [old]), Replace(limit: 97m)).State.Live[New];

        next.ShouldSatisfyAllConditions(
            () => (next.SignalUtc, next.ReservedUtc, next.DecidedUtc, next.UpdatedUtc).ShouldBe((Given.Now, Given.Now, Given.Now, Given.Now)),
            () => (next.Filled, next.FilledNotional, next.Fees, next.Reported, next.UnresolvedUtc).ShouldBe((Quantity.Zero, Money.Zero, Money.Zero, Quantity.Zero, null)),
            () => (next.Executions.Length, next.Claim, next.BrokerOrderId, next.Status).ShouldBe((0, null, null, OrderStatus.Unknown)),
            () => next.WaitsFor.ShouldBe([Old, new ClientOrderId("LEG")]),
            () => (next.Replacements, next.Origin, next.Trace, next.FencingToken, next.Confidence).ShouldBe((2, "signal-7", "00-1", 3L, 0.7m)),
            () => (next.Caller, next.ReservePrice).ShouldBe((new CallerId("ann"), new Price(97m))));
    }

    [Fact]
    public void Replace_WithWhatIsToldOfIt_TakesIt()
    {
        var state = Given.Account(orders: [Given.Order(limit: 95m, reserve: 95m) with { Caller = new CallerId("ann") }]);

        var told = AccountDecider.Decide(state, Replace(limit: 97m) with { Quantity = new Quantity(7m), ReservePrice = new Price(98m), Caller = new CallerId("bob") }).State.Live[New];
        var kept = AccountDecider.Decide(state, Replace(limit: 97m) with { ReservePrice = null }).State.Live[New];

        (told.Terms.Quantity, told.ReservePrice, told.Caller).ShouldBe((new Quantity(7m), new Price(98m), new CallerId("bob")));
        (kept.Terms.Quantity, kept.ReservePrice, kept.SignalUtc).ShouldBe((new Quantity(10m), new Price(95m), null));
        kept.StopDistance.ShouldBe(new Money(2m));
    }

    [Fact]
    public void Replace_OfAnExit_PutsNothingAtRisk()
    {
        var old = Given.Order(side: Side.Sell, purpose: OrderPurpose.Exit, limit: 105m);
        old = old with { Terms = old.Terms with { StopLoss = new Price(90m) } };

        AccountDecider.Decide(Given.Account(holdings: [Given.Holding(10m)], orders: [old]), Replace(limit: 104m)).State.Live[New].StopDistance.ShouldBe(Money.Zero);
    }

    [Fact]
    public void Replace_OfAnOrderThatIsOver_IsRefused()
    {
        var ended = Given.Order(limit: 95m) with { Stage = IntentStage.Final, End = OrderEnd.Canceled, Status = OrderStatus.Canceled };
        var state = Given.Account();
        state = state with { Ended = state.Ended.SetItem(Old, ended) };

        AccountDecider.Decide(state, Replace(limit: 97m)).ShouldSatisfyAllConditions(
            change => change.IsChanged.ShouldBeFalse(), change => change.Reply.ShouldBe(new OrderReply(Order: null)));
    }

    [Fact]
    public void Replace_BesideAnotherOrdersReplacement_IsTaken()
    {
        var waiting = Given.Order("THIRD", limit: 96m, stage: IntentStage.Stored) with { Replaces = new ClientOrderId("OTHER") };

        AccountDecider.Decide(Given.Account(orders: [Given.Order(limit: 95m), waiting]), Replace(limit: 97m)).State.Live.ShouldContainKey(New);
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(12, 0)]
    public void Claim_OfAReplacementForAnOrderThatWorksNoMore_TakesOffWhatItFilled(int filled, int left)
    {
        var ended = Given.Order(limit: 95m) with { Stage = IntentStage.Final, End = OrderEnd.Filled, Status = OrderStatus.Filled, Filled = new Quantity(filled) };
        var next = Given.Order("NEXT", limit: 97m, stage: IntentStage.Stored) with { Replaces = Old };
        next = next with { Terms = next.Terms with { StopLoss = new Price(90m) } };
        var state = Given.Account(orders: [next]);

        var reply = (PlaceReply)AccountDecider.Decide(
            state with { Ended = state.Ended.SetItem(Old, ended) }, new ClaimSending(New, Given.Market(), new TradingRules(), "host", Given.Now.AddSeconds(10), Given.Now)).Reply;

        (reply.Approved?.Terms.Quantity ?? Quantity.Zero).ShouldBe(new Quantity(left));
    }

    private static ReplaceOrder Replace(decimal? limit) => new(
        New, Old, Quantity: null, limit is { } price ? new Price(price) : null, limit is { } reserve ? new Price(reserve) : null, "host", Caller: null, "closer", Given.Now);
}
