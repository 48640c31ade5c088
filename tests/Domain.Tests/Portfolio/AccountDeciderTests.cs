using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class AccountDeciderTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol Aapl = new("AAPL");
    private static readonly Symbol Msft = new("MSFT");

    [Fact]
    public void Locks_OfDifferentSymbols_HaveTokensOfTheirOwn()
    {
        var state = Account();

        (state, var first) = Decide<LockReply>(state, Lock(Aapl, "a", Now));
        (state, var other) = Decide<LockReply>(state, Lock(Msft, "b", Now));
        (state, var denied) = Decide<LockReply>(state, Lock(Aapl, "b", Now.AddSeconds(299)));
        (state, var renewed) = Decide<LockReply>(state, Lock(Aapl, "a", Now.AddSeconds(299)));
        (state, _) = Decide<LockReply>(state, Lock(Aapl, "b", Now.AddSeconds(598)));
        (_, var taken) = Decide<LockReply>(state, Lock(Aapl, "b", Now.AddSeconds(599)));

        (first.Lock!.Token, other.Lock!.Token).ShouldBe((1L, 1L));
        (denied.Granted, denied.Lock!.Owner).ShouldBe((false, "a"));
        (renewed.Granted, renewed.Lock!.Token).ShouldBe((true, 1L));
        (taken.Granted, taken.Lock!.Token).ShouldBe((true, 2L));
    }

    [Fact]
    public void Lock_ExpiredAndNotTaken_IsRenewedUnderItsToken()
    {
        var (state, _) = Decide<LockReply>(Account(), Lock(Aapl, "a", Now));

        Decide<LockReply>(state, Lock(Aapl, "a", Now.AddDays(1))).Reply.Lock!.Token.ShouldBe(1);
    }

    [Fact]
    public void Place_Twice_ReservesOnceAndApprovesOnce()
    {
        var (state, first) = Decide<PlaceReply>(Account(), Place("O1"));

        var (again, second) = Decide<PlaceReply>(state, Place("O1"));

        first.Approved.ShouldNotBeNull();
        second.Approved.ShouldBeNull();
        second.Order.ShouldBe(first.Order);
        again.ShouldBe(state);
        state.Ledger.ReservedExposure.ShouldBe(new Money(1010m));
        state.Ledger.OpenRisk.ShouldBe(new Money(20m));
    }

    [Fact]
    public void RecordOutcome_OfAnEarlierAttempt_IsIgnored()
    {
        var (state, _) = Decide<PlaceReply>(Account(), Place("O1"));
        (state, _) = Decide<OrderReply>(state, new RecordAbsence(new ClientOrderId("O1"), 1, IsConclusive: true, WindowPassed: false, Now));
        (state, var claimed) = Decide<PlaceReply>(state, new ClaimSending(new ClientOrderId("O1"), View(), new TradingRules(), "host", Now.AddSeconds(10), Now));
        claimed.Order!.Claim!.Attempt.ShouldBe(2);

        var (_, reply) = Decide<OrderReply>(state, new RecordOutcome(new ClientOrderId("O1"), 1, OrderOutcome.Rejected, Order: null, "late", Now));

        reply.Order!.Stage.ShouldBe(IntentStage.Sending);
    }

    [Fact]
    [Trait("Suffered", "3")]
    public void RecordOutcome_AfterTheStreamConfirmed_ChangesNothing()
    {
        var (state, _) = Decide<PlaceReply>(Account(), Place("O1"));
        (state, _) = Decide<EventsReply>(state, new ApplyEvents([Event(1, OrderEventKind.New, "O1")]));

        var (_, reply) = Decide<OrderReply>(state, new RecordOutcome(new ClientOrderId("O1"), 1, OrderOutcome.Unresolved, Order: null, "time-out", Now));

        reply.Order!.Stage.ShouldBe(IntentStage.Confirmed);
    }

    [Fact]
    public void ClaimSending_TradingHaltedMeanwhile_EndsDeniedAndReleases()
    {
        var (state, _) = Decide<PlaceReply>(Account(), Place("O1"));
        (state, _) = Decide<OrderReply>(state, new RecordOutcome(new ClientOrderId("O1"), 1, OrderOutcome.Throttled, Order: null, "429", Now));
        (state, _) = Decide<StateReply>(state, new ChangeTradingState(TradingState.Halted, "test", Now));

        var (after, reply) = Decide<PlaceReply>(state, new ClaimSending(new ClientOrderId("O1"), View(), new TradingRules(), "host", Now.AddSeconds(10), Now));

        reply.Approved.ShouldBeNull();
        (reply.Order!.End, reply.Order.Reason).ShouldBe((OrderEnd.Denied, "HALTED"));
        after.Ledger.ReservedExposure.ShouldBe(Money.Zero);
        after.Ledger.OpenRisk.ShouldBe(Money.Zero);
    }

    [Fact]
    public void ClaimSending_WindowJustLargeEnough_DoesNotCountTheOrderTwice()
    {
        var rules = new TradingRules { Limits = new RiskLimits { MaxWindowOrders = 1, MaxWindowNotional = new Money(1010m), DuplicateWindow = null } };
        var (state, placed) = Decide<PlaceReply>(Account(), Place("O1") with { Rules = rules });
        placed.Approved.ShouldNotBeNull();
        (state, _) = Decide<OrderReply>(state, new RecordAbsence(new ClientOrderId("O1"), 1, IsConclusive: true, WindowPassed: false, Now));

        Decide<PlaceReply>(state, new ClaimSending(new ClientOrderId("O1"), View(), rules, "host", Now.AddSeconds(10), Now)).Reply.Approved.ShouldNotBeNull();
        Decide<PlaceReply>(state, Place("O2") with { Rules = rules }).Reply.Denials.Select(denial => denial.Code).Distinct().ShouldBe([ReasonCode.NoSize, ReasonCode.WindowLimit]);
    }

    [Fact]
    [Trait("Suffered", "13")]
    public void ApplyEvents_OfAStrangersOrder_AdoptsItAndBooksIt()
    {
        var (state, reply) = Decide<EventsReply>(Account(), new ApplyEvents([Event(1, OrderEventKind.New, "HAND"), Event(2, OrderEventKind.Fill, "HAND", 5m)]));

        reply.Applied.ShouldBe(2);
        state.Book(Aapl).Position.SignedQuantity.ShouldBe(5m);
        state.Find(new ClientOrderId("HAND"))!.Source.ShouldBe(OrderSource.Foreign);
        state.Ledger.EventCursor.ShouldBe(2);
    }

    [Fact]
    public void AdoptAccount_Differences_KeepTheBooksAddingUp()
    {
        var (state, reply) = Decide<AdoptReply>(Account(), new AdoptAccount(new Money(90_000m), [new HeldPosition(Aapl, 20m, new Price(50m)), new HeldPosition(Msft, -3m, new Price(10m))], "test", Now));
        reply.Differences.Length.ShouldBe(3);
        AddsUp(state, Marks(60m));

        (state, _) = Decide<AdoptReply>(state, new AdoptAccount(new Money(95_000m), [new HeldPosition(Aapl, 5m, new Price(50m))], "test", Now));
        AddsUp(state, Marks(70m));
        Decide<AdoptReply>(state, new AdoptAccount(new Money(95_000m), [new HeldPosition(Aapl, 5m, new Price(50m))], "test", Now)).State.ShouldBe(state);
    }

    [Fact]
    public void Books_RandomOrdersFillsAndCancels_AlwaysAddUp() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var state = Account();
            var sequence = 0L;
            for (var i = 0; i < 40; i++)
            {
                var id = $"O{i}";
                var sell = random.Next(3) == 0;
                (state, var placed) = Decide<PlaceReply>(state, Place(id, sell ? Side.Sell : Side.Buy, random.Next(1, 50)));
                if (placed.Order is { } order)
                {
                    var quantity = Math.Min(order.Terms.Quantity.Shares, random.Next(1, 60));
                    var events = new List<OrderEvent>();
                    if (random.Next(4) > 0)
                        events.Add(Event(++sequence, quantity == order.Terms.Quantity.Shares ? OrderEventKind.Fill : OrderEventKind.PartialFill, id, quantity, order.Terms.Side, 90m + random.Next(2000) / 100m));
                    if (random.Next(2) == 0)
                        events.Add(Event(++sequence, OrderEventKind.Canceled, id, side: order.Terms.Side) with { CumulativeQuantity = new Quantity(events.Count > 0 ? quantity : 0m) });
                    (state, _) = Decide<EventsReply>(state, new ApplyEvents([.. events, .. events]));
                }

                AddsUp(state, Marks(80m + random.Next(40)));
                state.Ledger.ReservedExposure.Amount.ShouldBe(state.Live.Values.Sum(o => o.Reserved.Amount), $"seed {seed}");
                state.Ledger.OpenRisk.Amount.ShouldBe(
                    state.Live.Values.Where(o => o.Terms.Purpose == OrderPurpose.Entry).Sum(o => o.StopDistance.Amount * o.Remaining.Shares) + state.Symbols.Values.Sum(b => b.Holding.OpenRisk.Amount), $"seed {seed}");
                var loaded = AccountState.From(state.Ledger, state.Symbols.Values.Select(b => b.Holding), [], state.Live.Values);
                foreach (var (symbol, book) in state.Symbols)
                    (loaded.Book(symbol).Entries, loaded.Book(symbol).EntryNotional, loaded.Book(symbol).Exits).ShouldBe((book.Entries, book.EntryNotional, book.Exits));
            }
        }));

    [Fact]
    public void ApplyEvents_StreamTellsOfAnUnknownOrder_AsksToReadIt()
    {
        var state = Account();

        var (next, reply) = Decide<EventsReply>(state, new ApplyEvents([Event(0, OrderEventKind.Fill, "STRANGER", 10m)]));

        reply.ReadAgain.ShouldBe([new ClientOrderId("STRANGER")]);
        next.Live.ShouldBeEmpty();
        next.Book(Aapl).Position.IsFlat.ShouldBeTrue();
    }

    [Fact]
    [Trait("Suffered", "10")]
    public void Observe_LegSeenBeforeItsEntry_BecomesALegOnceTheEntryIsRead()
    {
        var (state, _) = Decide<PlaceReply>(Account(), Place("O1"));
        var leg = Read("LEG", Side.Sell, OrderType.Stop, stop: 98m);
        (state, _) = Decide<OrderReply>(state, new ObserveOrder(leg, BookFills: true, Now));
        state.Live[new ClientOrderId("LEG")].Source.ShouldBe(OrderSource.Foreign);

        (state, _) = Decide<OrderReply>(state, new ObserveOrder(Read("O1", Side.Buy, OrderType.Market) with { Legs = [leg] }, BookFills: true, Now));

        var known = state.Live[new ClientOrderId("LEG")];
        (known.Source, known.Parent, known.Leg).ShouldBe((OrderSource.Bracket, new ClientOrderId("O1"), BracketLeg.StopLoss));
        known.Terms.Purpose.ShouldBe(OrderPurpose.Exit);
        state.Book(Aapl).Exits.ShouldBe(Quantity.Zero);
    }

    [Fact]
    public void Adopt_BooksHaveGoneOnSinceTheComparison_TakesNothingOver()
    {
        var state = Account();
        var adopt = new AdoptAccount(new Money(5m), [new HeldPosition(Aapl, 10m, new Price(100m))], "test", Now, IfLogStandsAt: state.Ledger.LogSequence + 1);

        var (next, reply) = Decide<AdoptReply>(state, adopt);
        var (_, current) = Decide<AdoptReply>(state, adopt with { IfLogStandsAt = state.Ledger.LogSequence });

        reply.Differences.ShouldBeEmpty();
        next.ShouldBe(state);
        current.Differences.Length.ShouldBe(2);
    }

    private static BrokerOrder Read(string id, Side side, OrderType type, decimal? stop = null) => new(
        "B" + id, new ClientOrderId(id), Aapl, side, new Quantity(10m), type, TimeInForce.Gtc, OrderStatus.New, Quantity.Zero, null, null, stop is { } price ? new Price(price) : null, Now, Now, []);

    private static void AddsUp(AccountState state, Dictionary<Symbol, Price> marks)
    {
        var value = Valuation.Of(state, marks);
        var ledger = state.Ledger;
        value.Equity.ShouldBe(ledger.StartEquity + ledger.RealizedPnl + value.Unrealized - ledger.Fees);
    }

    private static (AccountState State, TReply Reply) Decide<TReply>(AccountState state, AccountCommand command) where TReply : AccountReply
    {
        var change = AccountDecider.Decide(state, command);
        return (change.State, (TReply)change.Reply);
    }

    private static AccountState Account() => AccountState.From(
        new Ledger { Account = new AccountId("main"), Cash = new Money(100_000m), StartEquity = new Money(100_000m), ReconciledUntilUtc = Now.AddDays(1) }, [], [], []);

    private static Dictionary<Symbol, Price> Marks(decimal price) => new() { [Aapl] = new Price(price), [Msft] = new Price(price) };

    private static MarketView View() => new(new Price(100m), Now, TimeSpan.Zero, IsOpen: true, Tradable: true, Shortable: true, Volume: null, Marks(100m));

    private static AcquireLock Lock(Symbol symbol, string owner, DateTime nowUtc) => new(symbol, owner, TimeSpan.FromSeconds(300), Reason: null, nowUtc);

    private static PlaceOrder Place(string id, Side side = Side.Buy, decimal quantity = 10m) => new(
        new TradeWish(new ClientOrderId(id), id, Aapl, side, new StrategyId("test"), new Quantity(quantity)), View(), new TradingRules { Limits = new RiskLimits { DuplicateWindow = null } }, "host", Now.AddSeconds(10), Now);

    private static OrderEvent Event(long sequence, OrderEventKind kind, string id, decimal? quantity = null, Side side = Side.Buy, decimal price = 100m) => new(
        sequence, kind, "B" + id, new ClientOrderId(id), null, Aapl, side, Now, quantity is null ? null : $"x{sequence}", quantity is null ? null : price,
        new Quantity(quantity ?? 0m), quantity is null ? Money.Zero : new Money(0.35m), new Quantity(quantity ?? 0m));
}
