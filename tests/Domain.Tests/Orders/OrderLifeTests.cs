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
