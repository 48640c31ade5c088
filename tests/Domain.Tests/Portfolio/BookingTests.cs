using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>What the broker tells by events and by orders as read: what is taken in, and as whose.</summary>
public sealed class BookingTests
{
    private static readonly ClientOrderId Entry = new("WORKING");
    private static readonly DateTime At = Given.Now.AddMinutes(1);

    [Fact]
    public void Events_UpToTheCursor_AreKnownAlready()
    {
        var state = Given.Account(orders: [Given.Order()], ledger: ledger => ledger with { EventCursor = 5 });

        var change = AccountDecider.Decide(state, new ApplyEvents([Event(4, OrderEventKind.Canceled), Event(5, OrderEventKind.Canceled), Event(6, OrderEventKind.Accepted), Event(7, OrderEventKind.PendingCancel)]));

        change.Reply.ShouldBeOfType<EventsReply>().Applied.ShouldBe(2);
        change.State.Live[Entry].Status.ShouldBe(OrderStatus.PendingCancel);
        change.State.Ledger.EventCursor.ShouldBe(7);
        change.Log.Select(entry => (entry.Number, entry.AtUtc, entry.Event!.Sequence)).ShouldBe([(1L, At, 6L), (2L, At, 7L)]);
    }

    [Fact]
    public void Events_OfAStreamWithoutNumbers_AreAppliedOnceAndMoveNoCursor()
    {
        var state = Given.Account(orders: [Given.Order()], ledger: ledger => ledger with { EventCursor = 5 });

        var once = AccountDecider.Decide(state, new ApplyEvents([Event(0, OrderEventKind.PendingCancel)]));
        var twice = AccountDecider.Decide(once.State, new ApplyEvents([Event(0, OrderEventKind.PendingCancel)]));

        once.Reply.ShouldBeOfType<EventsReply>().Applied.ShouldBe(1);
        once.State.Ledger.EventCursor.ShouldBe(5);
        once.Log.ShouldHaveSingleItem().Event!.Kind.ShouldBe(OrderEventKind.PendingCancel);
        twice.Reply.ShouldBeOfType<EventsReply>().Applied.ShouldBe(0);
        twice.Log.ShouldBeEmpty();
        twice.Orders.ShouldBeEmpty();
    }

    [Fact]
    public void Events_OfAJournal_AreKeptWhole_AlsoWhereTheyChangeNothing()
    {
        var change = AccountDecider.Decide(Given.Account(orders: [Given.Order()]), new ApplyEvents([Event(1, OrderEventKind.New) with { AtUtc = Given.Now }]));

        change.Reply.ShouldBeOfType<EventsReply>().Applied.ShouldBe(1);
        change.Log.ShouldHaveSingleItem().Event!.Kind.ShouldBe(OrderEventKind.New);
        change.Orders.ShouldBeEmpty();
    }

    [Fact]
    public void Event_ThatThisBuildDoesNotKnow_HasItsOrderRead()
    {
        var reply = (EventsReply)AccountDecider.Decide(
            Given.Account(orders: [Given.Order(), Given.Order("OTHER")]), new ApplyEvents([Event(1, OrderEventKind.Unknown), Event(2, OrderEventKind.New) with { ClientOrderId = new ClientOrderId("OTHER") }])).Reply;

        reply.ReadAgain.ShouldBe([Entry]);
    }

    [Theory]
    [InlineData(98d, null, false, true)]
    [InlineData(null, 110d, false, true)]
    [InlineData(null, null, false, false)]
    [InlineData(98d, 110d, true, false)]
    public void StreamEvent_OfABracketWhoseLegsNobodyKnows_HasTheOrderReadFirst(double? stop, double? profit, bool knowsLeg, bool isRead)
    {
        var entry = Given.Order();
        entry = entry with { Terms = entry.Terms with { StopLoss = stop is { } s ? new Price((decimal)s) : null, TakeProfit = profit is { } p ? new Price((decimal)p) : null } };
        var leg = Given.Order("LEG", Side.Sell, purpose: OrderPurpose.Exit, stop: 98m, source: OrderSource.Bracket) with { Parent = knowsLeg ? Entry : new ClientOrderId("ANOTHER") };
        var state = Given.Account(orders: [entry, leg]);

        var stream = (EventsReply)AccountDecider.Decide(state, new ApplyEvents([Event(0, OrderEventKind.Fill)])).Reply;
        var journal = (EventsReply)AccountDecider.Decide(state, new ApplyEvents([Event(1, OrderEventKind.Fill)])).Reply;

        stream.ReadAgain.ShouldBe(isRead ? [Entry] : []);
        stream.Applied.ShouldBe(isRead ? 0 : 1);
        (journal.Applied, journal.ReadAgain.Length).ShouldBe((1, 0));
    }

    [Fact]
    public void StreamEvent_OfABracketThatEnded_IsApplied()
    {
        var ended = Given.Order() with { Stage = IntentStage.Final, Status = OrderStatus.Canceled, End = OrderEnd.Canceled };
        ended = ended with { Terms = ended.Terms with { StopLoss = new Price(98m) } };
        var state = Given.Account();
        state = state with { Ended = state.Ended.SetItem(Entry, ended) };

        ((EventsReply)AccountDecider.Decide(state, new ApplyEvents([Fill(0, Entry, 4m)])).Reply).Applied.ShouldBe(1);
    }

    [Theory]
    [InlineData(Side.Sell, 10, OrderPurpose.Exit)]
    [InlineData(Side.Buy, -10, OrderPurpose.Exit)]
    [InlineData(Side.Buy, 10, OrderPurpose.Entry)]
    [InlineData(Side.Sell, -10, OrderPurpose.Entry)]
    [InlineData(Side.Sell, 0, OrderPurpose.Entry)]
    [InlineData(Side.Buy, 0, OrderPurpose.Entry)]
    public void Stranger_IsAnExitWhereItReducesWhatIsHeld(Side side, int held, OrderPurpose expected)
    {
        var state = held == 0 ? Given.Account() : Given.Account(holdings: [Given.Holding(held)]);

        var told = AccountDecider.Decide(state, new ApplyEvents([Fill(1, new ClientOrderId("HAND"), 3m) with { Side = side }])).State;
        var read = AccountDecider.Decide(state, new ObserveOrder(Read("HAND", side), BookFills: true, Given.Now)).State;

        told.Find(new ClientOrderId("HAND"))!.Terms.Purpose.ShouldBe(expected);
        read.Find(new ClientOrderId("HAND"))!.Terms.Purpose.ShouldBe(expected);
    }

    [Theory]
    [InlineData(3, 7, 7)]
    [InlineData(3, 3, 3)]
    [InlineData(3, 0, 3)]
    public void Stranger_ToldOf_IsKnownByWhatTheEventSays(int quantity, int cumulative, int expected)
    {
        var told = Fill(1, new ClientOrderId("HAND"), quantity) with { CumulativeQuantity = new Quantity(cumulative) };

        var order = AccountDecider.Decide(Given.Account(), new ApplyEvents([told])).State.Find(new ClientOrderId("HAND")).ShouldNotBeNull();

        order.Terms.ShouldBe(new OrderTerms(
            new ClientOrderId("HAND"), Given.Aapl, Side.Buy, new Quantity(expected), OrderType.Market, TimeInForce.Day, OrderPurpose.Entry, new StrategyId("foreign")));
        (order.Source, order.Origin, order.Stage, order.Parent, order.Leg, order.DecidedUtc, order.UpdatedUtc).ShouldBe(
            (OrderSource.Foreign, "HAND", IntentStage.Confirmed, null, null, At, At));
        (order.Worker, order.Trace, order.ReservePrice).ShouldBe((null, null, null));
    }

    [Fact]
    public void Leg_ToldOf_IsAnExitOfItsEntry()
    {
        var entry = Given.Order(strategy: new StrategyId("momentum")) with { Origin = "signal-7", Worker = "host", Trace = "00-1", DecidedUtc = Given.Now.AddMinutes(-3) };

        var state = AccountDecider.Decide(Given.Account(orders: [entry]), new ApplyEvents([
            Event(1, OrderEventKind.Held) with { ClientOrderId = new ClientOrderId("LEG"), ParentClientOrderId = Entry, Side = Side.Sell }])).State;

        var leg = state.Live[new ClientOrderId("LEG")];
        leg.Terms.ShouldBe(new OrderTerms(
            new ClientOrderId("LEG"), Given.Aapl, Side.Sell, new Quantity(10m), OrderType.Market, TimeInForce.Day, OrderPurpose.Exit, new StrategyId("momentum")));
        (leg.Source, leg.Origin, leg.Parent, leg.Worker, leg.Trace, leg.DecidedUtc).ShouldBe((OrderSource.Bracket, "signal-7", Entry, "host", "00-1", Given.Now.AddMinutes(-3)));
        (leg.Status, leg.Stage).ShouldBe((OrderStatus.Held, IntentStage.Confirmed));
    }

    [Fact]
    public void Order_AsRead_IsAdoptedWithItsPrices()
    {
        var read = Read("HAND", Side.Buy) with { Type = OrderType.StopLimit, TimeInForce = TimeInForce.Gtc, LimitPrice = new Price(99m), StopPrice = new Price(98m) };

        var change = AccountDecider.Decide(Given.Account(), new ObserveOrder(read, BookFills: true, Given.Now));

        var order = change.State.Live[new ClientOrderId("HAND")];
        order.Terms.ShouldBe(new OrderTerms(
            new ClientOrderId("HAND"), Given.Aapl, Side.Buy, new Quantity(10m), OrderType.StopLimit, TimeInForce.Gtc, OrderPurpose.Entry, new StrategyId("foreign"), new Price(99m), new Price(98m)));
        (order.ReservePrice, order.DecidedUtc, order.Leg, order.Parent).ShouldBe((new Price(99m), Given.Now.AddMinutes(-5), null, null));
        change.Reply.ShouldBe(new OrderReply(order, IsNew: true));
        var stop = AccountDecider.Decide(Given.Account(), new ObserveOrder(read with { LimitPrice = null }, BookFills: true, Given.Now)).State.Live[order.Id];
        stop.ReservePrice.ShouldBe(new Price(98m));
        AccountDecider.Decide(change.State, new ObserveOrder(read, BookFills: true, Given.Now)).ShouldSatisfyAllConditions(
            again => again.IsChanged.ShouldBeFalse(), again => again.Reply.ShouldBe(new OrderReply(order)));
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 0)]
    public void Order_AsRead_BooksItsFillsWhereNoJournalBringsThem(bool bookFills, int expected)
    {
        var read = Read("WORKING", Side.Buy) with { Status = OrderStatus.PartiallyFilled, FilledQuantity = new Quantity(4m), AverageFillPrice = 101m };

        var change = AccountDecider.Decide(Given.Account(orders: [Given.Order()]), new ObserveOrder(read, bookFills, Given.Now));

        change.State.Book(Given.Aapl).Position.SignedQuantity.ShouldBe(expected);
        change.Log.Where(entry => entry.Fill is not null).Select(entry => entry.AtUtc).ShouldBe(bookFills ? [At] : []);
        (change.Log[0].AtUtc, change.Log[0].Order!.Kind, change.Log[0].Order!.Status).ShouldBe((Given.Now, OrderStepKind.Read, OrderStatus.PartiallyFilled));
        change.Reply.ShouldBe(new OrderReply(change.State.Live[Entry]));
    }

    [Fact]
    public void Legs_AsRead_BelongToTheirEntryAndBookTheirFills()
    {
        var entry = Given.Order(strategy: new StrategyId("momentum")) with { Origin = "signal-7", Worker = "host", Trace = "00-1" };
        var stop = Read("STOP", Side.Sell) with { Type = OrderType.Stop, StopPrice = new Price(98m), Status = OrderStatus.Held };
        var profit = Read("PROFIT", Side.Sell) with { Type = OrderType.Limit, LimitPrice = new Price(110m), Status = OrderStatus.PartiallyFilled, FilledQuantity = new Quantity(3m), AverageFillPrice = 110m };
        var read = Read("WORKING", Side.Buy) with { Status = OrderStatus.Filled, FilledQuantity = new Quantity(10m), AverageFillPrice = 100m, Legs = [stop, profit] };

        var change = AccountDecider.Decide(Given.Account(orders: [entry]), new ObserveOrder(read, BookFills: true, Given.Now));

        var (first, second) = (change.State.Live[new ClientOrderId("STOP")], change.State.Live[new ClientOrderId("PROFIT")]);
        (first.Source, first.Leg, first.Parent, first.Origin, first.Worker, first.Trace).ShouldBe((OrderSource.Bracket, BracketLeg.StopLoss, Entry, "signal-7", "host", "00-1"));
        (second.Source, second.Leg, second.Parent).ShouldBe((OrderSource.Bracket, BracketLeg.TakeProfit, Entry));
        (first.Terms.Purpose, first.Terms.Strategy, first.Terms.StopPrice, second.Terms.LimitPrice).ShouldBe((OrderPurpose.Exit, new StrategyId("momentum"), new Price(98m), new Price(110m)));
        change.State.Find(Entry)!.End.ShouldBe(OrderEnd.Filled);
        change.State.Book(Given.Aapl).Position.SignedQuantity.ShouldBe(7m);
        change.Log.Where(log => log.Order is not null).Select(log => log.Order!.OrderId.Value).ShouldBe(["WORKING", "STOP", "PROFIT"]);
        change.Log.Where(log => log.Fill is not null).Select(log => (log.Fill!.OrderId.Value, log.Fill.Parent, log.Fill.Leg, log.Fill.SignedQuantity)).ShouldBe(
            [("WORKING", null, null, 10m), ("PROFIT", Entry, BracketLeg.TakeProfit, -3m)]);
    }

    [Fact]
    public void Legs_ThatAreKnownAsOurs_KeepWhatIsKnownOfThem()
    {
        var leg = Given.Order("STOP", Side.Sell, purpose: OrderPurpose.Exit, stop: 97m, source: OrderSource.Bracket, stage: IntentStage.Stored) with { Parent = new ClientOrderId("EXIT"), Origin = "mine", BrokerOrderId = "BSTOP" };
        var read = Read("WORKING", Side.Buy) with { Legs = [Read("STOP", Side.Sell) with { Type = OrderType.Stop, StopPrice = new Price(98m) }] };

        var known = AccountDecider.Decide(Given.Account(orders: [Given.Order(), leg]), new ObserveOrder(read, BookFills: true, Given.Now)).State.Live[leg.Id];

        (known.Terms.StopPrice, known.Parent, known.Origin, known.Stage).ShouldBe((new Price(97m), new ClientOrderId("EXIT"), "mine", IntentStage.Confirmed));
    }

    [Fact]
    public void Legs_FirstSeenAsAStrangers_AreHandedToTheirEntry()
    {
        var entry = Given.Order(strategy: new StrategyId("momentum")) with { Origin = "signal-7", Trace = "00-1" };
        var leg = Read("PROFIT", Side.Sell) with { Type = OrderType.Limit, LimitPrice = new Price(110m) };
        var stranger = AccountDecider.Decide(Given.Account(orders: [entry]), new ObserveOrder(leg, BookFills: true, Given.Now)).State;

        var state = AccountDecider.Decide(stranger, new ObserveOrder(Read("WORKING", Side.Buy) with { Legs = [leg] }, BookFills: true, Given.Now)).State;

        stranger.Live[new ClientOrderId("PROFIT")].Terms.Purpose.ShouldBe(OrderPurpose.Entry);
        var known = state.Live[new ClientOrderId("PROFIT")];
        (known.Source, known.Origin, known.Parent, known.Leg, known.Trace).ShouldBe((OrderSource.Bracket, "signal-7", Entry, BracketLeg.TakeProfit, "00-1"));
        (known.Terms.Purpose, known.Terms.Strategy).ShouldBe((OrderPurpose.Exit, new StrategyId("momentum")));
    }

    [Fact]
    public void Mentions_AreTheOrdersAndWhatHangsOnThem()
    {
        var legs = Read("WORKING", Side.Buy) with { Legs = [Read("STOP", Side.Sell), Read("PROFIT", Side.Sell)] };
        ClientOrderId[] all = [Entry, new("STOP"), new("PROFIT")];

        AccountDecider.Mentions(new ObserveOrder(legs, BookFills: true, Given.Now)).ShouldBe(all);
        AccountDecider.Mentions(new RecordOutcome(Entry, 1, OrderOutcome.Confirmed, legs, Reason: null, Given.Now)).ShouldBe(all);
        AccountDecider.Mentions(new RecordOutcome(Entry, 1, OrderOutcome.Unresolved, Order: null, Reason: null, Given.Now)).ShouldBe([Entry]);
        AccountDecider.Mentions(new RecordAbsence(Entry, 1, IsConclusive: true, WindowPassed: true, Given.Now)).ShouldBe([Entry]);
        AccountDecider.Mentions(new AbandonOrder(Entry, "why", Given.Now)).ShouldBe([Entry]);
        AccountDecider.Mentions(new ApplyEvents([Event(1, OrderEventKind.New), Event(2, OrderEventKind.New) with { ClientOrderId = new ClientOrderId("LEG"), ParentClientOrderId = Entry }]))
            .ShouldBe([Entry, new ClientOrderId("LEG"), Entry]);
        AccountDecider.Mentions(new PlaceOrder(Given.Wish(), Given.Market(), new TradingRules(), "host", Given.Now, Given.Now)).ShouldBe([new ClientOrderId("NEW")]);
        AccountDecider.Mentions(new MarkReconciled(Given.Now)).ShouldBeEmpty();
    }

    private static OrderEvent Event(long sequence, OrderEventKind kind) => new(sequence, kind, "BWORKING", Entry, ParentClientOrderId: null, Given.Aapl, Side.Buy, At);

    private static OrderEvent Fill(long sequence, ClientOrderId id, decimal quantity) => Event(sequence, OrderEventKind.PartialFill) with
    {
        ClientOrderId = id,
        BrokerOrderId = "B" + id,
        ExecutionId = $"x{sequence}",
        Price = 100m,
        Quantity = new Quantity(quantity),
        CumulativeQuantity = new Quantity(quantity),
    };

    private static BrokerOrder Read(string id, Side side) => new(
        "B" + id, new ClientOrderId(id), Given.Aapl, side, new Quantity(10m), OrderType.Market, TimeInForce.Day, OrderStatus.New, Quantity.Zero, AverageFillPrice: null, LimitPrice: null,
        StopPrice: null, Given.Now.AddMinutes(-5), At, []);
}
