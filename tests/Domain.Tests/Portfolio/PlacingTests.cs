using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>From a wish to a reserved order: an account of 100,000 dollars, AAPL at 100.</summary>
public sealed class PlacingTests
{
    private static readonly ClientOrderId New = new("NEW");
    private static readonly RiskLimits Limits = new() { DuplicateWindow = null };

    [Fact]
    public void Entry_IsStoredWithEverythingThatIsKnownOfIt()
    {
        var wish = Given.Wish(quantity: 10m, limit: 100m, stop: 97m, profit: 110m) with { Caller = new CallerId("ann"), FencingToken = 4, Trace = "00-1", Origin = "signal-7", SignalUtc = Given.Now.AddSeconds(-3) };
        var state = Given.Account();
        state = AccountDecider.Decide(state, new AcquireLock(Given.Aapl, "ann", TimeSpan.FromMinutes(5), Reason: null, Given.Now)).State;
        state = state with { Symbols = state.Symbols.SetItem(Given.Aapl, state.Book(Given.Aapl) with { Lock = state.Book(Given.Aapl).Lock! with { Token = 4 } }) };

        var change = Place(state, wish);

        var order = change.State.Live[New];
        order.ShouldSatisfyAllConditions(
            () => order.Terms.ShouldBe(new OrderTerms(
                New, Given.Aapl, Side.Buy, new Quantity(10m), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, Given.Strategy, new Price(100m), StopLoss: new Price(97m), TakeProfit: new Price(110m))),
            () => (order.Source, order.Origin, order.Stage, order.Status).ShouldBe((OrderSource.Signal, "signal-7", IntentStage.Sending, OrderStatus.Unknown)),
            () => order.Claim.ShouldBe(new SendClaim("host", 1, Given.Now.AddSeconds(10))),
            () => (order.Worker, order.Caller, order.FencingToken, order.Confidence, order.Trace).ShouldBe(("host", new CallerId("ann"), 4L, 0.6m, "00-1")),
            () => (order.SignalUtc, order.ReservedUtc, order.DecidedUtc, order.UpdatedUtc).ShouldBe((Given.Now.AddSeconds(-3), Given.Now, Given.Now, Given.Now)),
            () => (order.ReservePrice, order.StopDistance, order.Number).ShouldBe((new Price(100m), new Money(3m), 1L)),
            () => order.WaitsFor.ShouldBeEmpty());
        var reply = change.Reply.ShouldBeOfType<PlaceReply>();
        (reply.Approved!.Terms, reply.Order, reply.Decision).ShouldBe((order.Terms, order, change.Decision));
        reply.Denials.ShouldBeEmpty();
        change.Log.ShouldHaveSingleItem().ShouldBe(new LogEntry(1, Given.Now, Intent: IntentRecord.Of(order)));
        IntentRecord.Of(order).ShouldBe(new IntentRecord(order.Terms, "signal-7", OrderSource.Signal, 0.6m, Given.Now.AddSeconds(-3), new Money(3m), "host", 1));
    }

    [Fact]
    public void Decision_SaysWhatItRestedOn()
    {
        var state = Given.Account(cash: 90_000m, holdings: [Given.Holding(5m, openRisk: 10m), Given.Holding(90m, symbol: Given.Msft)], orders: [Given.Order(quantity: 3m, stopDistance: 2m)], ledger: ledger => ledger with { PeakEquity = new Money(1m) });

        var decision = Place(state, Given.Wish(limit: 100m, stop: 98m) with { Origin = "signal-7" }).Decision.ShouldNotBeNull();

        decision.ShouldSatisfyAllConditions(
            () => (decision.Origin, decision.DecidedUtc, decision.Reference, decision.ReferenceUtc).ShouldBe(("signal-7", Given.Now, new Price(100m), Given.Now)),
            () => (decision.Equity, decision.Cash, decision.Exposure, decision.OpenRisk, decision.SymbolQuantity).ShouldBe(
                (new Money(99_500m), new Money(90_000m), new Money(9_800m), new Money(16m), 8m)),
            () => (decision.Terms.Quantity, decision.Requested).ShouldBe((new Quantity(49m), new Quantity(49m))),
            () => decision.CutBy.ShouldBeEmpty(),
            () => decision.Sizing.ShouldBe("FixedFraction 0.05 of equity"),
            () => decision.Checks.ShouldNotBeEmpty(),
            () => decision.Checks.ShouldAllBe(check => check.Active && check.Passed));
    }

    [Fact]
    public void Wish_ThatIsDenied_ChangesNothingAndSaysWhy()
    {
        var change = Place(Given.Account(ledger: ledger => ledger with { State = TradingState.Halted }), Given.Wish(quantity: 10m));

        change.IsChanged.ShouldBeFalse();
        change.Decision.ShouldBeNull();
        var reply = change.Reply.ShouldBeOfType<PlaceReply>();
        (reply.Approved, reply.Order).ShouldBe((null, null));
        reply.Denials.Select(denial => denial.Code).ShouldBe([ReasonCode.Halted]);
        reply.Decision!.Checks.ShouldContain(check => check.Code == ReasonCode.Halted && !check.Passed);
    }

    [Fact]
    public void Wish_WithNothingToClose_IsRefusedBeforeTheGatesReasons()
    {
        var halted = Given.Account(ledger: ledger => ledger with { State = TradingState.Halted });

        Denials(Place(halted, Given.Wish(Side.Sell, quantity: 10m, closeOnly: true))).ShouldBe([ReasonCode.NothingToClose, ReasonCode.Halted]);
        Place(Given.Account(), Given.Wish(Side.Sell, quantity: 10m, closeOnly: true)).IsChanged.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(60, 1)]
    public void Message_IsTakenFromTheBudgetWhereThereIsOne(int? perMinute, int used) =>
        Place(Given.Account(), Given.Wish(quantity: 1m), Limits with { MessagesPerMinute = perMinute }).State.Ledger.Rate.Used.ShouldBe(used);

    [Theory]
    [InlineData(90_000, 100_000)]
    [InlineData(100_000, 100_000)]
    [InlineData(100_001, 100_001)]
    public void Peak_IsTheHighestEquitySeenAtADecision(int before, int expected) =>
        Place(Given.Account(ledger: ledger => ledger with { PeakEquity = new Money(before) }), Given.Wish(quantity: 1m)).State.Ledger.PeakEquity.ShouldBe(new Money(expected));

    [Fact]
    public void Window_CountsEntriesAndWhatTheyCost_AndNoExits()
    {
        var entry = Place(Given.Account(), Given.Wish(quantity: 10m, limit: 99m)).State;
        var exit = Place(Given.Account(holdings: [Given.Holding(10m)]), Given.Wish(Side.Sell)).State;

        (entry.Ledger.Window.StartUtc, entry.Ledger.Window.TotalOrders, entry.Ledger.Window.TotalNotional, entry.Ledger.Window.TotalQuantity).ShouldBe((Given.Now, 1, new Money(990m), new Quantity(10m)));
        exit.Ledger.Window.ShouldBe(default);
        exit.Ledger.Strategies.ShouldBeNull();
    }

    [Fact]
    public void Exit_IsCountedAgainstNoStrategyAndRememberedAsNoTwin()
    {
        var after = Place(Given.Account(holdings: [Given.Holding(10m)]), Given.Wish(Side.Sell), new RiskLimits { MaxStrategyExecutions = 5 });

        after.State.Live[New].Terms.Purpose.ShouldBe(OrderPurpose.Exit);
        after.State.Ledger.Strategies.ShouldBeNull();
        after.State.Book(Given.Aapl).Holding.Recent.ShouldBeEmpty();
        after.Holdings.ShouldBeEmpty();
    }

    [Fact]
    public void Twins_AreRememberedForTheirWindow()
    {
        var limits = new RiskLimits { DuplicateWindow = TimeSpan.FromSeconds(5) };
        RecentOrder Twin(string id, int seconds) => new(Given.Now.AddSeconds(seconds), new ClientOrderId(id), Side.Buy, new Quantity(1m), LimitPrice: null, Given.Strategy);
        var state = Given.Account(holdings: [new Holding { Symbol = Given.Aapl, Recent = [Twin("A", -6), Twin("B", -5), Twin("C", -4)] }]);

        var change = Place(state, Given.Wish(quantity: 10m, limit: 99m), limits);

        change.State.Book(Given.Aapl).Holding.Recent.ShouldBe([Twin("C", -4), new RecentOrder(Given.Now, New, Side.Buy, new Quantity(10m), new Price(99m), Given.Strategy)]);
        change.Holdings.ShouldBe([Given.Aapl]);
        Place(state, Given.Wish(quantity: 10m), Limits).State.Book(Given.Aapl).Holding.Recent.Length.ShouldBe(3);
    }

    [Fact]
    public void Twins_MoreThanSixtyFour_ForgetTheOldest()
    {
        var recent = Enumerable.Range(0, 64).Select(i => new RecentOrder(Given.Now, new ClientOrderId($"O{i}"), Side.Sell, new Quantity(1m), LimitPrice: null, Given.Strategy)).ToArray();

        var kept = Place(Given.Account(holdings: [new Holding { Symbol = Given.Aapl, Recent = recent }]), Given.Wish(quantity: 10m), new RiskLimits()).State.Book(Given.Aapl).Holding.Recent;

        (kept.Length, kept[0].Id.Value, kept[^1].Id).ShouldBe((64, "O1", New));
    }

    [Fact]
    public void Exit_BesideABracket_WaitsForItsLegsAndLeavesAStopBehind()
    {
        var state = Bracketed();

        var change = Place(state, Given.Wish(Side.Sell, quantity: 4m) with { ProtectiveId = new ClientOrderId("GUARD"), Trace = "00-1", Origin = "signal-7" }, Limits with { MessagesPerMinute = 60 });

        var exit = change.State.Live[New];
        (exit.Stage, exit.Claim).ShouldBe((IntentStage.Stored, null));
        exit.WaitsFor.ShouldBe([new ClientOrderId("PROFIT"), new ClientOrderId("STOP")]);
        change.Reply.ShouldBeOfType<PlaceReply>().ShouldSatisfyAllConditions(reply => reply.Approved.ShouldBeNull(), reply => reply.Order.ShouldBe(exit), reply => reply.Denials.ShouldBeEmpty());
        change.State.Ledger.Rate.Used.ShouldBe(0m);
        var guard = change.State.Live[new ClientOrderId("GUARD")];
        guard.ShouldSatisfyAllConditions(
            () => guard.Terms.ShouldBe(new OrderTerms(
                new ClientOrderId("GUARD"), Given.Aapl, Side.Sell, new Quantity(10m), OrderType.Stop, TimeInForce.Gtc, OrderPurpose.Exit, Given.Strategy, StopPrice: new Price(95m))),
            () => (guard.Source, guard.Leg, guard.Parent, guard.Stage, guard.Origin).ShouldBe((OrderSource.Bracket, BracketLeg.StopLoss, New, IntentStage.Stored, "signal-7")),
            () => (guard.Worker, guard.Trace, guard.DecidedUtc, guard.UpdatedUtc).ShouldBe(("host", "00-1", Given.Now, Given.Now)),
            () => guard.WaitsFor.ShouldBe([new ClientOrderId("PROFIT"), new ClientOrderId("STOP"), New]));
        change.Log.Select(entry => (entry.Number, entry.AtUtc, entry.Intent!.Terms.ClientOrderId.Value)).ShouldBe([(1L, Given.Now, "NEW"), (2L, Given.Now, "GUARD")]);
        change.State.Stored.ShouldBe([new ClientOrderId("GUARD"), New]);
    }

    [Fact]
    public void Exit_WithoutAnIdForAStop_LeavesNoneBehind() => Place(Bracketed(), Given.Wish(Side.Sell, quantity: 4m)).Log.ShouldHaveSingleItem();

    [Fact]
    public void Exit_WithoutABracket_LeavesNoStopBehind() =>
        Place(Given.Account(holdings: [Given.Holding(10m)]), Given.Wish(Side.Sell, quantity: 4m) with { ProtectiveId = new ClientOrderId("GUARD") }).Log.ShouldHaveSingleItem();

    /// <summary>What lacks nothing but a message is kept where it is an exit.</summary>
    [Theory]
    [InlineData(Side.Sell, true, false, true)]
    [InlineData(Side.Sell, true, true, false)]
    [InlineData(Side.Buy, true, false, false)]
    public void Wish_WithoutAMessageLeft_IsKeptWhereItIsAnExit(Side side, bool isThrottled, bool isHalted, bool isKept)
    {
        var state = Given.Account(
            holdings: [Given.Holding(10m)],
            ledger: ledger => ledger with { Rate = new RateBudget(isThrottled ? 60m : 0m, Given.Now), State = isHalted ? TradingState.Halted : TradingState.Active });

        var change = Place(state, Given.Wish(side, quantity: 4m), Limits with { MessagesPerMinute = 60 });

        change.IsChanged.ShouldBe(isKept);
        var reply = change.Reply.ShouldBeOfType<PlaceReply>();
        reply.Approved.ShouldBeNull();
        reply.Denials.Length.ShouldBe(isKept ? 0 : isHalted ? 2 : 1);
        if (isKept)
        {
            (reply.Order!.Stage, reply.Order.Claim, change.State.Ledger.Rate.Used).ShouldBe((IntentStage.Stored, null, 60m));
        }
    }

    /// <summary>What the window leaves is what is sent, with the counts of now: those of the windows before the last are over.</summary>
    [Theory]
    [InlineData(0, 4)]
    [InlineData(59, 4)]
    [InlineData(119, 4)]
    [InlineData(120, 50)]
    public void Wish_BeyondTheWindow_IsCutToWhatItLeaves(int secondsLater, int expected)
    {
        var window = new WindowCount(Given.Now, 2, new Money(600m), 0, Money.Zero, new Quantity(6m));
        var command = Command(Given.Wish(quantity: 50m, limit: 100m, stop: 98m), Limits with { MaxWindowNotional = new Money(1_000m), MaxOrderNotional = null, MaxReferenceAge = null }) with { NowUtc = Given.Now.AddSeconds(secondsLater) };
        command = secondsLater < 120 ? command : command with { Rules = command.Rules with { Limits = command.Rules.Limits with { MaxWindowNotional = new Money(5_000m) } } };

        var reply = (PlaceReply)AccountDecider.Decide(Given.Account(ledger: ledger => ledger with { Window = window }), command).Reply;

        reply.Denials.ShouldBeEmpty();
        (reply.Order!.Terms.Quantity, reply.Decision!.Requested).ShouldBe((new Quantity(expected), new Quantity(50m)));
        reply.Decision.CutBy.ShouldBe(expected == 50 ? [] : [ReasonCode.WindowLimit]);
    }

    [Fact]
    public void BrokersOwnCount_IsLookedAtToo() =>
        Denials(AccountDecider.Decide(Given.Account(), Command(Given.Wish(quantity: 1m), Limits) with { BrokerMessages = new MessageWindow(200, 200) })).ShouldBe([ReasonCode.Throttled]);

    /// <summary>Ten shares held under a stop at 95 and a profit at 110.</summary>
    internal static AccountState Bracketed() => Given.Account(
        holdings: [Given.Holding(10m)],
        orders: [
            Given.Order("STOP", Side.Sell, purpose: OrderPurpose.Exit, stop: 95m, source: OrderSource.Bracket), Given.Order("PROFIT", Side.Sell, purpose: OrderPurpose.Exit, limit: 110m, source: OrderSource.Bracket),
        ]);

    private static ReasonCode[] Denials(AccountChange change) => [.. change.Reply.ShouldBeOfType<PlaceReply>().Denials.Select(denial => denial.Code)];

    private static AccountChange Place(AccountState state, TradeWish wish, RiskLimits? limits = null) => AccountDecider.Decide(state, Command(wish, limits ?? Limits));

    private static PlaceOrder Command(TradeWish wish, RiskLimits limits) => new(wish, Given.Market(), new TradingRules { Limits = limits }, "host", Given.Now.AddSeconds(10), Given.Now);
}
