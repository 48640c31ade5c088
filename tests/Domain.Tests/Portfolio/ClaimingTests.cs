using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>A stored order gated once more before it is sent.</summary>
public sealed class ClaimingTests
{
    private static readonly ClientOrderId Id = new("WORKING");
    private static readonly DateTime Later = Given.Now.AddSeconds(30);
    private static readonly RiskLimits Limits = new() { DuplicateWindow = null };

    [Fact]
    public void Claim_GivesTheRightToSendOnceMore()
    {
        var stored = Stored(Entry() with { Claim = new SendClaim("dead", 3, Given.Now), ReservedUtc = Given.Now.AddSeconds(-1), WaitsFor = [new ClientOrderId("OVER")] });

        var change = Claim(stored, Limits with { MessagesPerMinute = 60 });

        var order = change.State.Live[Id];
        (order.Stage, order.Claim).ShouldBe((IntentStage.Sending, new SendClaim("host", 4, Later.AddSeconds(10))));
        (order.DecidedUtc, order.UpdatedUtc, order.ReservedUtc).ShouldBe((Later, Later, Given.Now.AddSeconds(-1)));
        order.WaitsFor.ShouldBeEmpty();
        var reply = change.Reply.ShouldBeOfType<PlaceReply>();
        (reply.Order, reply.Approved!.Terms, reply.Approved.ApprovedUtc, reply.Decision).ShouldBe((order, order.Terms, Later, null));
        reply.Denials.ShouldBeEmpty();
        change.State.Ledger.Rate.ShouldBe(new RateBudget(1m, Later));
        change.State.Stored.ShouldBeEmpty();
        change.Log.ShouldBeEmpty();
    }

    [Fact]
    public void FirstClaim_IsTheFirstAttempt() => Claim(Stored(Entry())).State.Live[Id].Claim!.Attempt.ShouldBe(1);

    [Fact]
    public void Claim_OfAnUnknownOrder_GivesNothing() => Claim(Given.Account()).ShouldSatisfyAllConditions(
        change => change.IsChanged.ShouldBeFalse(),
        change => (Reply(change).Approved, Reply(change).Order, Reply(change).Denials.Length).ShouldBe((null, null, 0)));

    [Theory]
    [InlineData(IntentStage.Sending)]
    [InlineData(IntentStage.Unresolved)]
    [InlineData(IntentStage.Confirmed)]
    public void Claim_OfWhatIsOnItsWay_GivesNothing(IntentStage stage)
    {
        var state = Stored(Entry() with { Stage = stage });

        var change = Claim(state);

        change.IsChanged.ShouldBeFalse();
        (Reply(change).Approved, Reply(change).Order, Reply(change).Denials.Length).ShouldBe((null, state.Live[Id], 0));
    }

    [Fact]
    public void Claim_WhileOneItWaitsForWorks_GivesNothing()
    {
        var state = Given.Account(orders: [Entry() with { WaitsFor = [new ClientOrderId("LEG")] }, Given.Order("LEG", Side.Sell, purpose: OrderPurpose.Exit, source: OrderSource.Bracket)]);

        Claim(state).ShouldSatisfyAllConditions(change => change.IsChanged.ShouldBeFalse(), change => Reply(change).Order.ShouldBe(state.Live[Id]));
    }

    /// <summary>An order is not in its own way: its reservation counts once, against limits that it just fits.</summary>
    [Theory]
    [InlineData("cash")]
    [InlineData("gross")]
    [InlineData("symbol")]
    [InlineData("quantity")]
    [InlineData("risk")]
    [InlineData("strategy")]
    [InlineData("positions")]
    public void Claim_AgainstALimitThatItJustFits_Passes(string what)
    {
        // Ten shares at 100 dollars, two dollars from their stop.
        var (fits, breaks) = what switch
        {
            "cash" => (Limits with { MinCashShare = 0.99m }, Limits with { MinCashShare = 0.9901m }),
            "gross" => (Limits with { MaxGrossExposure = 0.01m }, Limits with { MaxGrossExposure = 0.0099m }),
            "symbol" => (Limits with { MaxSymbolShare = 0.01m }, Limits with { MaxSymbolShare = 0.0099m }),
            "quantity" => (Limits with { MaxPositionQuantity = new Quantity(10m) }, Limits with { MaxPositionQuantity = new Quantity(9m) }),
            "risk" => (Limits with { MaxPortfolioRisk = 0.0002m }, Limits with { MaxPortfolioRisk = 0.00019m }),
            "positions" => (Limits with { MaxPositions = 1 }, Limits with { MaxPositions = 0 }),
            _ => (Limits, Limits with { MaxWindowOrders = 0 }),
        };
        TradingRules Rules(RiskLimits limits) => new() { Limits = limits, Strategies = what == "strategy" ? [new StrategyLimits { Id = Given.Strategy, MaxExposureShare = 0.01m }] : [] };
        var state = Stored(Entry(), ledger => ledger with { Window = new WindowCount(Given.Now, 1, new Money(1_000m), 0, Money.Zero, new Quantity(10m)) });

        Reply(Claim(state, Rules(fits))).Denials.ShouldBeEmpty();
        Reply(Claim(state, Rules(breaks))).Approved.ShouldBeNull();
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Window_CountsAnEntryThatIsInItOnce(int limit, bool passes)
    {
        var state = Stored(Entry(), ledger => ledger with { Window = new WindowCount(Given.Now, 1, new Money(1_000m), 0, Money.Zero, new Quantity(10m)) });

        (Reply(Claim(state, Limits with { MaxWindowOrders = limit, MaxWindowNotional = new Money(limit * 1_000m), MaxWindowQuantity = new Quantity(limit * 10m) })).Approved is not null).ShouldBe(passes);
    }

    [Fact]
    public void Denied_EndsWithEveryReason()
    {
        var state = Stored(Entry(), ledger => ledger with { State = TradingState.Halted });

        var change = Claim(state, Limits with { MaxOrderQuantity = new Quantity(9m) });

        var order = change.State.Ended[Id];
        (order.Stage, order.End, order.Reason, order.UpdatedUtc).ShouldBe((IntentStage.Final, OrderEnd.Denied, "HALTED ORDER_QTY", Later));
        var reply = Reply(change);
        (reply.Approved, reply.Order, reply.Decision).ShouldBe((null, order with { FinalUtc = null }, null));
        reply.Denials.Select(denial => denial.Code).ShouldBe([ReasonCode.Halted, ReasonCode.OrderQty]);
        change.State.Ledger.Rate.ShouldBe(default);
    }

    [Theory]
    [InlineData("caller", ReasonCode.Unauthorised)]
    [InlineData("age", ReasonCode.Expired)]
    [InlineData("confidence", ReasonCode.Confidence)]
    [InlineData("token", ReasonCode.Locked)]
    [InlineData("messages", ReasonCode.Throttled)]
    public void Claim_LooksAtWhatWasKnownWhenItWasDecided(string what, ReasonCode code)
    {
        var (limits, good, bad) = what switch
        {
            "caller" => (Limits with { AuthorisedCallers = [new CallerId("ann")] }, Entry() with { Caller = new CallerId("ann") }, Entry() with { Caller = new CallerId("eve") }),
            "age" => (Limits with { MaxSignalAge = TimeSpan.FromSeconds(30) }, Entry() with { SignalUtc = Given.Now }, Entry() with { SignalUtc = Given.Now.AddTicks(-1) }),
            "confidence" => (Limits with { MinConfidence = 0.5m }, Entry() with { Confidence = 0.5m }, Entry() with { Confidence = 0.4m }),
            "token" => (Limits, Entry() with { FencingToken = 7 }, Entry() with { FencingToken = 6 }),
            _ => (Limits, Entry(), Entry()),
        };
        AccountState State(OrderRecord order)
        {
            var state = Stored(order);
            return what == "token" ? state with { Symbols = state.Symbols.SetItem(Given.Aapl, state.Book(Given.Aapl) with { Lock = new SymbolLock(Given.Aapl, 7, "ann", Given.Now, Given.Now.AddDays(1)) }) } : state;
        }

        Reply(Claim(State(good), limits)).Denials.ShouldBeEmpty();
        var denied = AccountDecider.Decide(State(bad), Command(new TradingRules { Limits = limits }) with { BrokerMessages = what == "messages" ? new MessageWindow(10, 10) : null });
        Reply(denied).Denials.Select(denial => denial.Code).ShouldBe([code]);
    }

    /// <summary>The entry that switched its strategy off passes; one that was reserved before another did does not.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void Strategy_ThatThisEntrySwitchedOff_LetsItPass(int offAfterSeconds, bool passes)
    {
        var state = Stored(Entry(), ledger => ledger with { Strategies = [new StrategyActivity(Given.Strategy, Given.Now, 1, 0, Given.Now.AddSeconds(offAfterSeconds), "1 executions", IsOffByItself: true)] });

        (Reply(Claim(state)).Approved is not null).ShouldBe(passes);
    }

    /// <summary>An exit sells what is still held and not sold by another one.</summary>
    [Theory]
    [InlineData(Side.Sell, 10, 0, 10)]
    [InlineData(Side.Sell, 4, 0, 4)]
    [InlineData(Side.Sell, 20, 0, 10)]
    [InlineData(Side.Sell, 10, 3, 7)]
    [InlineData(Side.Sell, 10, 10, 0)]
    [InlineData(Side.Sell, 10, 12, 0)]
    [InlineData(Side.Sell, 0, 0, 0)]
    [InlineData(Side.Sell, -10, 0, 0)]
    [InlineData(Side.Buy, -4, 0, 4)]
    [InlineData(Side.Buy, 4, 0, 0)]
    public void Exit_IsCutToWhatItMayClose(Side side, int held, int others, int expected)
    {
        var exit = Given.Order(side: side, purpose: OrderPurpose.Exit, stage: IntentStage.Stored);
        OrderRecord[] orders = others == 0 ? [exit] : [exit, Given.Order("OTHER", side, others, OrderPurpose.Exit)];

        var change = Claim(Given.Account(holdings: held == 0 ? [] : [Given.Holding(held)], orders: orders));

        var reply = Reply(change);
        if (expected > 0)
        {
            (reply.Approved!.Terms.Quantity, change.State.Live[Id].Terms.Quantity).ShouldBe((new Quantity(expected), new Quantity(expected)));
        }
        else
        {
            reply.Denials.ShouldBe([new Denial(ReasonCode.NothingToClose, "position", 0m, 10m)]);
            (change.State.Find(Id)!.End, change.State.Find(Id)!.Reason).ShouldBe((OrderEnd.Denied, "NOTHING_TO_CLOSE"));
        }
    }

    [Fact]
    public void Exit_OfAWindowWithoutRoom_IsNotCountedInIt() =>
        Reply(Claim(Given.Account(holdings: [Given.Holding(10m)], orders: [Given.Order(side: Side.Sell, purpose: OrderPurpose.Exit, stage: IntentStage.Stored)]), Limits with { MaxWindowOrders = 0 })).Approved.ShouldNotBeNull();

    /// <summary>What protects is tried again while there is something to protect, and so is an exit that lacks a message.</summary>
    [Theory]
    [InlineData(OrderSource.Bracket, true, false, true)]
    [InlineData(OrderSource.Signal, true, false, false)]
    [InlineData(OrderSource.Signal, false, true, true)]
    [InlineData(OrderSource.Signal, true, true, false)]
    public void Exit_ThatIsDenied_StaysWhereItMustNotBeGivenUp(OrderSource source, bool isHalted, bool isThrottled, bool stays)
    {
        var exit = Given.Order(side: Side.Sell, purpose: OrderPurpose.Exit, stage: IntentStage.Stored, source: source);
        var state = Given.Account(holdings: [Given.Holding(10m)], orders: [exit], ledger: ledger => ledger with { State = isHalted ? TradingState.Halted : TradingState.Active, Rate = new RateBudget(isThrottled ? 90m : 0m, Given.Now) });

        var change = Claim(state, Limits with { MessagesPerMinute = 60 });

        change.IsChanged.ShouldBe(!stays);
        change.State.Find(Id)!.End.ShouldBe(stays ? null : OrderEnd.Denied);
        (Reply(change).Approved, Reply(change).Decision, Reply(change).Denials.Length > 0).ShouldBe((null, null, true));
        Reply(change).Order!.Id.ShouldBe(Id);
    }

    [Fact]
    public void ProtectiveStop_WithNothingLeftToProtect_Ends() =>
        Claim(Given.Account(orders: [Given.Order(side: Side.Sell, purpose: OrderPurpose.Exit, stage: IntentStage.Stored, source: OrderSource.Bracket)])).State.Find(Id)!.End.ShouldBe(OrderEnd.Denied);

    private static OrderRecord Entry()
    {
        var order = Given.Order(stage: IntentStage.Stored);
        return order with { Terms = order.Terms with { StopLoss = new Price(98m) } };
    }

    private static AccountState Stored(OrderRecord order, Func<Ledger, Ledger>? ledger = null) => Given.Account(orders: [order], ledger: ledger);

    private static PlaceReply Reply(AccountChange change) => change.Reply.ShouldBeOfType<PlaceReply>();

    private static AccountChange Claim(AccountState state, RiskLimits? limits = null) => Claim(state, new TradingRules { Limits = limits ?? Limits });

    private static AccountChange Claim(AccountState state, TradingRules rules) => AccountDecider.Decide(state, Command(rules));

    private static ClaimSending Command(TradingRules rules) => new(Id, Given.Market(), rules, "host", Later.AddSeconds(10), Later);
}
