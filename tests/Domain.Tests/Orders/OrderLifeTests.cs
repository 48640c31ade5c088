using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Orders;

public sealed class OrderLifeTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly ClientOrderId Id = new("ORDER");

    [Fact]
    [Trait("Suffered", "7")]
    public void Apply_RandomFillsDuplicatedAndShuffled_BooksExactlyTheCumulativeQuantity() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var events = Fills(random, total: random.Next(1, 200), out var ended);
            var told = events.Concat(events.Where(_ => random.Next(2) == 0)).OrderBy(_ => random.Next()).ToList();

            var order = Order(200m);
            decimal booked = 0m, paid = 0m;
            foreach (var @event in told)
            {
                (order, var fills) = OrderLife.Apply(order, @event);
                booked += fills.Sum(fill => fill.Signed);
                paid += fills.Sum(fill => fill.Signed * fill.Price.Amount);
                booked.ShouldBeLessThanOrEqualTo(order.Reported.Shares);
            }

            booked.ShouldBe(events[^1].CumulativeQuantity.Shares, $"seed {seed}");
            paid.ShouldBe(events.Where(e => e.Price is not null).Sum(e => e.Price!.Value * e.Quantity.Shares));
            order.Filled.Shares.ShouldBe(booked);
            order.FilledNotional.Amount.ShouldBe(paid);
            order.IsFinal.ShouldBe(ended);
            order.Status.IsFinal().ShouldBe(ended);
        }));

    [Fact]
    public void Apply_SameEventsAgain_BooksNothing()
    {
        var events = Fills(new Random(7), total: 50, out _);
        var order = events.Aggregate(Order(50m), (known, @event) => OrderLife.Apply(known, @event).Order);

        foreach (var @event in events)
        {
            var (next, fills) = OrderLife.Apply(order, @event);
            fills.ShouldBeEmpty();
            next.ShouldBe(order);
        }
    }

    [Fact]
    [Trait("Suffered", "7")]
    public void Apply_PartialFillThatCarriesTheCumulativeQuantity_BooksTheDifference()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x1", 40m, 40m));
        (order, var fills) = OrderLife.Apply(order, Fill("x2", quantity: 70m, cumulative: 70m));

        fills.ShouldHaveSingleItem().Signed.ShouldBe(30m);
        order.Filled.ShouldBe(new Quantity(70m));
    }

    [Fact]
    public void Apply_FillAfterCancel_IsBookedAndTheEndStays()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Plain(OrderEventKind.Canceled));
        order.End.ShouldBe(OrderEnd.Canceled);

        (order, var fills) = OrderLife.Apply(order, Fill("x1", 40m, 40m));

        fills.ShouldHaveSingleItem().Signed.ShouldBe(40m);
        (order.Stage, order.End, order.Filled).ShouldBe((IntentStage.Final, OrderEnd.Canceled, new Quantity(40m)));
    }

    [Fact]
    public void Apply_Bust_TakesTheFillBackOnce()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x1", 100m, 100m, OrderEventKind.Fill));
        var bust = Fill("x1", 100m, 0m, OrderEventKind.TradeBust);

        (order, var fills) = OrderLife.Apply(order, bust);
        (_, var again) = OrderLife.Apply(order, bust);

        fills.ShouldHaveSingleItem().ShouldBe(new BookedFill("x1", -100m, new Price(10m), new Money(-1m)));
        again.ShouldBeEmpty();
        order.Filled.ShouldBe(Quantity.Zero);
    }

    [Fact]
    public void Apply_Correction_ReplacesPriceAndQuantity()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x1", 100m, 100m, OrderEventKind.Fill));

        (order, var fills) = OrderLife.Apply(order, Fill("x1", 90m, 90m, OrderEventKind.TradeCorrect) with { Price = 11m });

        fills.Sum(fill => fill.Signed).ShouldBe(-10m);
        order.FilledNotional.ShouldBe(new Money(990m));
    }

    [Fact]
    public void Apply_CorrectionUpwards_CountsOnceAndTheOrderEnds()
    {
        var (order, _) = OrderLife.Apply(Order(200m), Fill("x1", 100m, 100m));

        (order, var fills) = OrderLife.Apply(order, Fill("x1", 110m, 110m, OrderEventKind.TradeCorrect));
        (order, var last) = OrderLife.Apply(order, Fill("x2", 90m, 200m, OrderEventKind.Fill));

        fills.Sum(fill => fill.Signed).ShouldBe(10m);
        last.ShouldHaveSingleItem().Signed.ShouldBe(90m);
        (order.Reported.Shares, order.Filled.Shares, order.End).ShouldBe((200m, 200m, OrderEnd.Filled));
    }

    [Fact]
    public void Apply_CorrectionUpwardsOfAnOrderThatIsCancelled_LeavesNothingToWaitFor()
    {
        var (order, _) = OrderLife.Apply(Order(200m), Fill("x1", 100m, 100m));
        (order, _) = OrderLife.Apply(order, Fill("x1", 110m, 110m, OrderEventKind.TradeCorrect));

        (order, _) = OrderLife.Apply(order, Plain(OrderEventKind.Canceled));

        (order.Reported.Shares, order.Filled.Shares, order.End).ShouldBe((110m, 110m, OrderEnd.Canceled));
    }

    [Fact]
    public void Apply_BustBeforeItsFill_KeepsTheFillOut()
    {
        var (order, none) = OrderLife.Apply(Order(100m), Fill("x1", 60m, 40m, OrderEventKind.TradeBust));
        (order, _) = OrderLife.Apply(order, Fill("x2", 40m, 100m, OrderEventKind.Fill));

        (order, var late) = OrderLife.Apply(order, Fill("x1", 60m, 60m));

        none.ShouldBeEmpty();
        late.ShouldBeEmpty();
        (order.Filled.Shares, order.End).ShouldBe((40m, OrderEnd.Filled));
        OrderLife.Apply(order, Fill("x1", 60m, 40m, OrderEventKind.TradeBust)).Order.ShouldBe(order);
    }

    [Fact]
    public void Apply_CorrectionBeforeItsFill_IsWhatIsBookedWhenTheFillComes()
    {
        var correction = Fill("x1", 50m, 90m, OrderEventKind.TradeCorrect) with { Price = 11m };
        var (order, early) = OrderLife.Apply(Order(100m), correction);
        (order, _) = OrderLife.Apply(order, Fill("x2", 40m, 100m, OrderEventKind.Fill));
        OrderLife.Apply(order, correction).Order.ShouldBe(order);

        (order, var late) = OrderLife.Apply(order, Fill("x1", 60m, 60m));

        early.ShouldBeEmpty();
        late.ShouldHaveSingleItem().ShouldBe(new BookedFill("x1", 50m, new Price(11m), new Money(1m)));
        (order.Filled.Shares, order.FilledNotional.Amount, order.End).ShouldBe((90m, 950m, OrderEnd.Filled));
        OrderLife.Apply(order, Fill("x1", 60m, 60m)).Order.ShouldBe(order);
    }

    [Fact]
    public void Apply_BustOfAnExecutionThatWasRead_TakesWhatTheNextReadingSays()
    {
        var (order, _) = OrderLife.Observe(Order(100m), Read(OrderStatus.Filled, 100m, 11.2m), bookFills: true);
        (order, var unknown) = OrderLife.Apply(order, Fill("x1", 60m, 40m, OrderEventKind.TradeBust) with { AtUtc = Now.AddMinutes(1) });
        (order, var stale) = OrderLife.Observe(order, Read(OrderStatus.Filled, 100m, 11.2m), bookFills: true);

        (order, var fills) = OrderLife.Observe(order, Read(OrderStatus.Filled, 40m, 13m) with { UpdatedUtc = Now.AddMinutes(1) }, bookFills: true);
        (order, var late) = OrderLife.Apply(order, Fill("x1", 60m, 60m));

        unknown.ShouldBeEmpty();
        stale.ShouldBeEmpty();
        fills.ShouldBe([new BookedFill("read-100", -100m, new Price(11.2m), Money.Zero), new BookedFill("read-40", 40m, new Price(13m), Money.Zero)]);
        late.ShouldBeEmpty();
        (order.Filled.Shares, order.FilledNotional.Amount, order.CorrectedUtc, order.End).ShouldBe((40m, 520m, null, OrderEnd.Filled));
    }

    [Fact]
    public void Apply_BustOfAllThatWasRead_LeavesNothingAndKeepsTheLateFillOut()
    {
        var (order, _) = OrderLife.Observe(Order(100m), Read(OrderStatus.Filled, 100m, 11.2m), bookFills: true);
        (order, _) = OrderLife.Apply(order, Fill("x1", 100m, 0m, OrderEventKind.TradeBust));

        (order, var fills) = OrderLife.Observe(order, Read(OrderStatus.Filled, 0m, 0m) with { AverageFillPrice = null }, bookFills: true);

        fills.ShouldHaveSingleItem().Signed.ShouldBe(-100m);
        (order.Filled.Shares, order.FilledNotional.Amount).ShouldBe((0m, 0m));
        OrderLife.Apply(order, Fill("x1", 100m, 100m, OrderEventKind.Fill)).Fills.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_CorrectionOfAPriceThatWasRead_BooksTheDifferenceBesideWhatWasTold()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x9", 40m, 40m));
        (order, _) = OrderLife.Observe(order, Read(OrderStatus.Filled, 100m, 11.2m), bookFills: true);
        (order, _) = OrderLife.Apply(order, Fill("x1", 60m, 100m, OrderEventKind.TradeCorrect) with { Price = 11m });

        (order, var fills) = OrderLife.Observe(order, Read(OrderStatus.Filled, 100m, 10.6m), bookFills: true);

        fills.ShouldBe([new BookedFill("read-100", -60m, new Price(12m), Money.Zero), new BookedFill("read-100", 60m, new Price(11m), Money.Zero)]);
        (order.Filled.Shares, order.FilledNotional.Amount, order.Fees.Amount).ShouldBe((100m, 1060m, 1m));
        OrderLife.Observe(order, Read(OrderStatus.Filled, 100m, 10.6m), bookFills: true).Fills.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Suffered", "7")]
    public void Apply_FillsBustsAndCorrectionsInAnyOrder_LeaveWhatStands() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var told = Fills(random, total: random.Next(1, 200), out _);
            told.RemoveAll(@event => @event.Kind == OrderEventKind.Canceled);
            var executions = told.Where(@event => @event.ExecutionId is not null).ToDictionary(@event => @event.ExecutionId!);
            var cumulative = told[^1].CumulativeQuantity.Shares;
            foreach (var (id, fill) in executions.ToArray().Where(_ => random.Next(3) == 0))
            {
                var left = random.Next(2) == 0 ? 0m : Math.Max(1m, fill.Quantity.Shares + random.Next(-5, 6));
                cumulative += left - fill.Quantity.Shares;
                var change = fill with { Kind = left == 0m ? OrderEventKind.TradeBust : OrderEventKind.TradeCorrect, Price = 20m, CumulativeQuantity = new Quantity(cumulative), Quantity = left == 0m ? fill.Quantity : new Quantity(left) };
                told.Add(change);
                _ = left == 0m ? executions.Remove(id) : (executions[id] = change) is not null;
            }

            told.Add(Plain(OrderEventKind.Canceled));
            var order = Order(1000m);
            var (booked, paid) = (0m, 0m);
            foreach (var @event in told.Concat(told.Where(_ => random.Next(2) == 0)).OrderBy(_ => random.Next()).ToList())
            {
                (order, var fills) = OrderLife.Apply(order, @event);
                booked += fills.Sum(fill => fill.Signed);
                paid += fills.Sum(fill => fill.Signed * fill.Price.Amount);
            }

            (booked, paid).ShouldBe((executions.Values.Sum(e => e.Quantity.Shares), executions.Values.Sum(e => e.Quantity.Shares * e.Price!.Value)), $"seed {seed}");
            (order.Filled.Shares, order.FilledNotional.Amount, order.IsFinal).ShouldBe((booked, paid, true), $"seed {seed}");
        }));

    [Fact]
    [Trait("Suffered", "3")]
    public void Apply_AnyEventWhileSending_ConfirmsTheOrder()
    {
        var sending = Order(100m) with { Stage = IntentStage.Sending, Claim = new SendClaim("host", 1, Now) };

        OrderLife.Apply(sending, Plain(OrderEventKind.Accepted)).Order.Stage.ShouldBe(IntentStage.Confirmed);
        OrderLife.Apply(sending with { Stage = IntentStage.Unresolved }, Plain(OrderEventKind.New)).Order.Stage.ShouldBe(IntentStage.Confirmed);
        OrderLife.Apply(sending with { Stage = IntentStage.Final, End = OrderEnd.Lost }, Plain(OrderEventKind.New)).Order.ShouldSatisfyAllConditions(
            order => order.Stage.ShouldBe(IntentStage.Confirmed), order => order.End.ShouldBeNull());
    }

    [Fact]
    public void Observe_MissedExecutions_AreBookedAtThePriceThatExplainsTheAverage()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x1", 40m, 40m));
        var read = new BrokerOrder("B", Id, new Symbol("AAPL"), Side.Buy, new Quantity(100m), OrderType.Market, TimeInForce.Day, OrderStatus.Filled, new Quantity(100m), 11.2m, null, null, Now, Now, []);

        (order, var fills) = OrderLife.Observe(order, read, bookFills: true);
        (order, var late) = OrderLife.Apply(order, Fill("x2", 60m, 100m, OrderEventKind.Fill));

        fills.ShouldHaveSingleItem().Price.ShouldBe(new Price(12m));
        order.FilledNotional.ShouldBe(new Money(1120m));
        order.End.ShouldBe(OrderEnd.Filled);
        late.ShouldBeEmpty();
    }

    [Fact]
    public void Observe_ReadOlderThanTheEvents_ExplainsOnlyWhatItNames()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x2", 60m, 100m, OrderEventKind.Fill) with { Price = 12m });

        (order, var stale) = OrderLife.Observe(order, Read(OrderStatus.PartiallyFilled, 40m, 10m), bookFills: true);
        (order, var fresh) = OrderLife.Observe(order, Read(OrderStatus.Filled, 100m, 11.2m), bookFills: true);

        stale.ShouldBeEmpty();
        fresh.ShouldHaveSingleItem().ShouldBe(new BookedFill("read-100", 40m, new Price(10m), Money.Zero));
        order.FilledNotional.ShouldBe(new Money(1120m));
    }

    [Fact]
    public void Apply_FillThatWasReadBefore_IsNotBookedInTheNameOfALaterOne()
    {
        var (order, _) = OrderLife.Observe(Order(100m), Read(OrderStatus.PartiallyFilled, 40m, 10m), bookFills: true);
        (order, _) = OrderLife.Apply(order, Plain(OrderEventKind.PendingCancel) with { CumulativeQuantity = new Quantity(100m) });

        (order, var late) = OrderLife.Apply(order, Fill("x1", 40m, 40m));
        (order, var last) = OrderLife.Apply(order, Fill("x2", 60m, 100m, OrderEventKind.Fill) with { Price = 12m });

        late.ShouldBeEmpty();
        last.ShouldHaveSingleItem().Signed.ShouldBe(60m);
        order.FilledNotional.ShouldBe(new Money(1120m));
    }

    [Fact]
    public void Observe_JournalWillBringTheFills_StaysOpenUntilTheyCame()
    {
        var read = new BrokerOrder("B", Id, new Symbol("AAPL"), Side.Buy, new Quantity(100m), OrderType.Market, TimeInForce.Day, OrderStatus.Filled, new Quantity(100m), 10m, null, null, Now, Now, []);

        var (order, fills) = OrderLife.Observe(Order(100m), read, bookFills: false);
        fills.ShouldBeEmpty();
        order.IsFinal.ShouldBeFalse();
        OrderLife.Apply(order, Fill("x1", 100m, 100m, OrderEventKind.Fill)).Order.End.ShouldBe(OrderEnd.Filled);
    }

    [Fact]
    public void Apply_WhatIsKnownAlready_StaysAsItIs()
    {
        var known = Order(100m) with { Reason = "first", BrokerOrderId = "B0", Reported = new Quantity(40m), Filled = new Quantity(40m), UnresolvedUtc = Now };

        var (older, _) = OrderLife.Apply(known, Plain(OrderEventKind.Accepted) with { Reason = "second", AtUtc = Now.AddSeconds(-1), CumulativeQuantity = new Quantity(30m) });
        var (newer, _) = OrderLife.Apply(known, Plain(OrderEventKind.Accepted) with { AtUtc = Now.AddSeconds(1), CumulativeQuantity = new Quantity(50m) });

        (older.Reason, older.BrokerOrderId, older.UpdatedUtc, older.Reported.Shares, older.UnresolvedUtc).ShouldBe(("first", "B0", Now, 40m, null));
        (newer.Reason, newer.UpdatedUtc, newer.Reported.Shares).ShouldBe(("first", Now.AddSeconds(1), 50m));
        var (learnt, _) = OrderLife.Apply(Order(100m), Plain(OrderEventKind.Rejected) with { Reason = "no money" });
        (learnt.Reason, learnt.BrokerOrderId, learnt.Stage, learnt.End).ShouldBe(("no money", "B", IntentStage.Final, OrderEnd.Rejected));
    }

    [Fact]
    public void Observe_WhatIsKnownAlready_StaysAsItIs()
    {
        var known = Order(100m) with { Reason = "first", BrokerOrderId = "B0", Reported = new Quantity(40m), Filled = new Quantity(40m), UnresolvedUtc = Now };

        var (older, _) = OrderLife.Observe(known, Read(OrderStatus.New, 30m, 10m) with { RejectReason = "second", UpdatedUtc = Now.AddSeconds(-1) }, bookFills: true);
        var (newer, _) = OrderLife.Observe(known, Read(OrderStatus.PartiallyFilled, 50m, 10m) with { UpdatedUtc = Now.AddSeconds(1) }, bookFills: false);

        (older.Reason, older.BrokerOrderId, older.UpdatedUtc, older.Reported.Shares, older.UnresolvedUtc).ShouldBe(("first", "B0", Now, 40m, null));
        (newer.Reason, newer.UpdatedUtc, newer.Reported.Shares, newer.Filled.Shares).ShouldBe(("first", Now.AddSeconds(1), 50m, 40m));
        var (learnt, _) = OrderLife.Observe(Order(100m), Read(OrderStatus.Rejected, 0m, 0m) with { RejectReason = "no money" }, bookFills: true);
        (learnt.Reason, learnt.BrokerOrderId, learnt.Stage, learnt.End).ShouldBe(("no money", "B", IntentStage.Final, OrderEnd.Rejected));
    }

    [Fact]
    public void Observe_OrderThatWasGivenUp_IsBack_AndOneThatEndedIsNot()
    {
        var given = Order(100m) with { Stage = IntentStage.Final, End = OrderEnd.Lost };
        var ended = Order(100m) with { Stage = IntentStage.Final, End = OrderEnd.Canceled, Status = OrderStatus.Canceled };

        var (back, _) = OrderLife.Observe(given, Read(OrderStatus.New, 0m, 0m), bookFills: true);
        var (over, _) = OrderLife.Observe(ended, Read(OrderStatus.New, 0m, 0m), bookFills: true);
        var (sent, _) = OrderLife.Observe(Order(100m) with { Stage = IntentStage.Unresolved, Claim = new SendClaim("host", 1, Now) }, Read(OrderStatus.New, 0m, 0m), bookFills: true);

        (back.Stage, back.End).ShouldBe((IntentStage.Confirmed, null));
        (over.Stage, over.End).ShouldBe((IntentStage.Final, OrderEnd.Canceled));
        (sent.Stage, sent.End, sent.IsFinal).ShouldBe((IntentStage.Confirmed, null, false));
        (OrderLife.Apply(ended, Plain(OrderEventKind.New)).Order.Stage, OrderLife.Apply(ended, Plain(OrderEventKind.New)).Order.End).ShouldBe((IntentStage.Final, OrderEnd.Canceled));
    }

    [Fact]
    public void Observe_WithoutAnAverageOrWithOneThatExplainsNothing_NeverBooksANonsensePrice()
    {
        OrderLife.Observe(Order(100m), Read(OrderStatus.PartiallyFilled, 40m, 10m) with { AverageFillPrice = null }, bookFills: true).Fills.ShouldBeEmpty();
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x1", 90m, 90m) with { Price = 20m });

        var (_, fills) = OrderLife.Observe(order, Read(OrderStatus.Filled, 100m, 10m), bookFills: true);

        fills.ShouldHaveSingleItem().ShouldBe(new BookedFill("read-100", 10m, new Price(10m), Money.Zero));
    }

    [Fact]
    public void Observe_ThirdsOfACent_AreRoundedToSixDigits()
    {
        var (order, _) = OrderLife.Apply(Order(100m), Fill("x1", 7m, 7m));

        OrderLife.Observe(order, Read(OrderStatus.PartiallyFilled, 10m, 10.1234567m), bookFills: true).Fills.ShouldHaveSingleItem().Price.ShouldBe(new Price(10.411522m));
    }

    [Fact]
    public void Settle_FinalStatus_WaitsForTheFillsThatWereReported()
    {
        var open = Order(100m) with { Status = OrderStatus.Canceled, Reported = new Quantity(40m), Filled = new Quantity(39m), Claim = new SendClaim("host", 1, Now) };

        OrderLife.Settle(open).Stage.ShouldBe(IntentStage.Confirmed);
        var ended = OrderLife.Settle(open with { Filled = new Quantity(40m) });
        (ended.Stage, ended.End, ended.Claim).ShouldBe((IntentStage.Final, OrderEnd.Canceled, null));
        OrderLife.Settle(open with { Status = OrderStatus.New }).Status.ShouldBe(OrderStatus.PartiallyFilled);
        OrderLife.Settle(open with { Status = OrderStatus.New, Filled = Quantity.Zero }).Status.ShouldBe(OrderStatus.New);
        OrderLife.Settle(open with { Status = OrderStatus.Held }).Status.ShouldBe(OrderStatus.Held);
    }

    [Fact]
    public void Apply_SaleFees_AndSidesOfBustsAndCorrections_AreSigned()
    {
        var sale = Order(100m) with { Terms = Order(100m).Terms with { Side = Side.Sell } };
        var (order, fills) = OrderLife.Apply(sale, Fill("x1", 40m, 40m));
        fills.ShouldHaveSingleItem().ShouldBe(new BookedFill("x1", -40m, new Price(10m), new Money(1m)));
        order.Fees.ShouldBe(new Money(1m));

        var (corrected, both) = OrderLife.Apply(order, Fill("x1", 30m, 30m, OrderEventKind.TradeCorrect) with { Price = 11m, Fee = new Money(2m) });
        both.ShouldBe([new BookedFill("x1", 40m, new Price(10m), new Money(-1m)), new BookedFill("x1", -30m, new Price(11m), new Money(2m))]);
        (corrected.Reported.Shares, corrected.Filled.Shares, corrected.Fees).ShouldBe((30m, 30m, new Money(2m)));
        OrderLife.Apply(corrected, Fill("x1", 30m, 30m, OrderEventKind.TradeCorrect) with { Price = 11m }).Fills.ShouldBeEmpty();
        OrderLife.Apply(corrected, Fill("x9", 30m, 30m, OrderEventKind.TradeCorrect)).Fills.ShouldBeEmpty();
        OrderLife.Apply(corrected, Fill("x9", 30m, 30m, OrderEventKind.TradeBust)).Fills.ShouldBeEmpty();

        var (busted, back) = OrderLife.Apply(corrected, Fill("x1", 30m, 0m, OrderEventKind.TradeBust));
        back.ShouldHaveSingleItem().Signed.ShouldBe(30m);
        (busted.Filled.Shares, busted.Fees, busted.Reported.Shares).ShouldBe((0m, Money.Zero, 0m));
        OrderLife.Apply(busted, Fill("x1", 30m, 30m, OrderEventKind.TradeCorrect)).Fills.ShouldBeEmpty();
    }

    [Fact]
    public void AveragePrice_IsThatOfTheFills()
    {
        Order(100m).AveragePrice.ShouldBeNull();
        OrderLife.Apply(OrderLife.Apply(Order(100m), Fill("x1", 10m, 10m)).Order, Fill("x2", 30m, 40m) with { Price = 12m }).Order.AveragePrice.ShouldBe(new Price(11.5m));
    }

    private static BrokerOrder Read(OrderStatus status, decimal filled, decimal average) => new(
        "B", Id, new Symbol("AAPL"), Side.Buy, new Quantity(100m), OrderType.Market, TimeInForce.Day, status, new Quantity(filled), average, null, null, Now, Now, []);

    private static List<OrderEvent> Fills(Random random, int total, out bool ended)
    {
        var events = new List<OrderEvent> { Plain(OrderEventKind.New) };
        var cumulative = 0;
        while (cumulative < total)
        {
            var quantity = Math.Min(total - cumulative, random.Next(1, 60));
            cumulative += quantity;
            events.Add(Fill($"x{events.Count}", quantity, cumulative) with { Price = 10m + random.Next(100) / 100m });
        }

        ended = random.Next(2) == 0;
        if (ended)
            events.Add(Plain(OrderEventKind.Canceled) with { CumulativeQuantity = new Quantity(total) });
        return events;
    }

    private static OrderEvent Plain(OrderEventKind kind) => new(0, kind, "B", Id, null, new Symbol("AAPL"), Side.Buy, Now);

    private static OrderEvent Fill(string id, decimal quantity, decimal cumulative, OrderEventKind kind = OrderEventKind.PartialFill) => Plain(kind) with
    {
        ExecutionId = id,
        Price = 10m,
        Quantity = new Quantity(quantity),
        CumulativeQuantity = new Quantity(cumulative),
        Fee = new Money(1m),
    };

    private static OrderRecord Order(decimal quantity) => new()
    {
        Terms = new OrderTerms(Id, new Symbol("AAPL"), Side.Buy, new Quantity(quantity), OrderType.Market, TimeInForce.Day, OrderPurpose.Entry, new StrategyId("test")),
        Source = OrderSource.Signal,
        Origin = "s1",
        Stage = IntentStage.Confirmed,
        UpdatedUtc = Now,
    };
}
