using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>What working orders reserve, from the first event to the last.</summary>
public sealed class ReservationTests
{
    [Theory]
    [InlineData(Side.Buy, OrderPurpose.Entry, OrderSource.Signal, 10, 1_000, 0, 20)]
    [InlineData(Side.Sell, OrderPurpose.Entry, OrderSource.Signal, -10, 1_000, 0, 20)]
    [InlineData(Side.Buy, OrderPurpose.Entry, OrderSource.Bracket, 10, 1_000, 0, 20)]
    [InlineData(Side.Sell, OrderPurpose.Exit, OrderSource.Signal, 0, 0, 10, 0)]
    [InlineData(Side.Sell, OrderPurpose.Exit, OrderSource.Foreign, 0, 0, 10, 0)]
    [InlineData(Side.Sell, OrderPurpose.Exit, OrderSource.Bracket, 0, 0, 0, 0)]
    public void Order_WhileItWorks_IsCountedAndThenNoMore(Side side, OrderPurpose purpose, OrderSource source, int entries, int notional, int exits, int risk)
    {
        var order = Given.Order(side: side, purpose: purpose, source: source);
        var state = Given.Account(orders: [order]);

        var working = state.Book(Given.Aapl);
        var ended = AccountDecider.Decide(state, Event(OrderEventKind.Canceled, side));

        (working.Entries, working.EntryNotional, working.Exits).ShouldBe((entries, new Money(notional), new Quantity(exits)));
        working.Orders.ShouldBe([order.Id]);
        (state.Ledger.ReservedExposure, state.Ledger.OpenRisk).ShouldBe((new Money(notional), new Money(risk)));
        var book = ended.State.Book(Given.Aapl);
        (book.Entries, book.EntryNotional, book.Exits).ShouldBe((0m, Money.Zero, Quantity.Zero));
        book.Orders.ShouldBeEmpty();
        (ended.State.Ledger.ReservedExposure, ended.State.Ledger.OpenRisk).ShouldBe((Money.Zero, Money.Zero));
        ended.State.Live.ShouldBeEmpty();
        ended.State.Ended.Keys.ShouldBe([order.Id]);
    }

    [Fact]
    public void Order_PartlyFilled_ReservesWhatIsLeft()
    {
        var state = Given.Account(orders: [Given.Order() with { Filled = new Quantity(4m) }, Given.Order("OTHER", quantity: 5m)]);

        (state.Book(Given.Aapl).Entries, state.Book(Given.Aapl).EntryNotional).ShouldBe((11m, new Money(1_100m)));
        state.WorkingOrders(Given.Aapl).Select(order => order.Id.Value).ShouldBe(["OTHER", "WORKING"]);
        state.WorkingOrders(Given.Msft).ShouldBeEmpty();
    }

    [Fact]
    public void Account_PutTogetherFromItsDocuments_HasThemAllAndItsLedgerAsItWas()
    {
        var holding = Given.Holding(10m, symbol: Given.Msft);
        var symbolLock = new SymbolLock(Given.Aapl, 3, "ann", Given.Now, Given.Now.AddMinutes(5));
        var ledger = new Ledger { Account = new AccountId("main"), Cash = new Money(7m), ReservedExposure = new Money(1m), OpenRisk = new Money(2m), OrderSequence = 9 };

        var state = AccountState.From(ledger, [holding], [symbolLock], [Given.Order(stage: IntentStage.Stored) with { Number = 4 }]);

        state.Ledger.ShouldBe(ledger);
        state.Book(Given.Msft).Holding.ShouldBe(holding);
        state.Book(Given.Aapl).Lock.ShouldBe(symbolLock);
        state.Find(new ClientOrderId("WORKING"))!.Number.ShouldBe(4);
        state.Stored.ShouldBe([new ClientOrderId("WORKING")]);
        state.Book(Given.Msft).IsActive.ShouldBeTrue();
        state.Book(Given.Aapl).IsActive.ShouldBeTrue();
        state.Book(new Symbol("NONE")).IsActive.ShouldBeFalse();
        state.Find(new ClientOrderId("NONE")).ShouldBeNull();
    }

    [Fact]
    public void Orders_GetTheirNumberOnce()
    {
        var state = AccountDecider.Decide(Given.Account(), new ObserveOrder(Read("A"), BookFills: true, Given.Now)).State;
        state = AccountDecider.Decide(state, new ObserveOrder(Read("B"), BookFills: true, Given.Now)).State;
        state = AccountDecider.Decide(state, new ObserveOrder(Read("A") with { Status = OrderStatus.Canceled }, BookFills: true, Given.Now)).State;

        (state.Find(new ClientOrderId("A"))!.Number, state.Find(new ClientOrderId("B"))!.Number, state.Ledger.OrderSequence).ShouldBe((1L, 2L, 2L));
    }

    [Fact]
    public void Final_IsTimedOnce_AndNoMoreWhereTheOrderComesBack()
    {
        var lost = Given.Order(stage: IntentStage.Sending) with { Claim = new SendClaim("host", 1, Given.Now) };
        var state = Given.Account(orders: [lost]);
        state = AccountDecider.Decide(state, new RecordAbsence(lost.Id, 1, IsConclusive: false, WindowPassed: true, Given.Now.AddSeconds(9))).State;
        state.Find(lost.Id)!.FinalUtc.ShouldBe(Given.Now.AddSeconds(9));

        var back = AccountDecider.Decide(state, Event(OrderEventKind.New, Side.Buy)).State;
        var over = AccountDecider.Decide(back, Event(OrderEventKind.Canceled, Side.Buy, 2, Given.Now.AddSeconds(20))).State;
        var late = AccountDecider.Decide(over, Event(OrderEventKind.Fill, Side.Buy, 3, Given.Now.AddSeconds(30))).State;

        back.Find(lost.Id)!.FinalUtc.ShouldBeNull();
        back.Live.Keys.ShouldBe([lost.Id]);
        back.Ended.ShouldBeEmpty();
        over.Find(lost.Id)!.FinalUtc.ShouldBe(Given.Now.AddSeconds(20));
        (late.Find(lost.Id)!.FinalUtc, late.Find(lost.Id)!.UpdatedUtc).ShouldBe((Given.Now.AddSeconds(20), Given.Now.AddSeconds(30)));
    }

    private static BrokerOrder Read(string id) => new(
        "B" + id, new ClientOrderId(id), Given.Aapl, Side.Buy, new Quantity(10m), OrderType.Market, TimeInForce.Day, OrderStatus.New, Quantity.Zero, AverageFillPrice: null, LimitPrice: null,
        StopPrice: null, Given.Now, Given.Now, []);

    private static ApplyEvents Event(OrderEventKind kind, Side side, long sequence = 1, DateTime? at = null) => new([new OrderEvent(
        sequence, kind, "BWORKING", new ClientOrderId("WORKING"), ParentClientOrderId: null, Given.Aapl, side, at ?? Given.Now.AddSeconds(1))]);
}
