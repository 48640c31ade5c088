using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

/// <summary>Edges of single controls that the table of both sides does not reach.</summary>
public sealed class ControlEdgeTests
{
    private static readonly RiskLimits None = GateCase.NoLimits;

    /// <summary>Legs are measured from the price that the order asks for, and from the market's where it asks for none.</summary>
    [Theory]
    [InlineData(105d, 104d, 106d, true)]
    [InlineData(105d, 105d, 106d, false)]
    [InlineData(105d, 104d, 105d, false)]
    [InlineData(null, 99d, 101d, true)]
    [InlineData(null, 100d, 101d, false)]
    [InlineData(null, 99d, 100d, false)]
    public void Bracket_IsMeasuredFromTheEntryPrice(double? limit, double stop, double profit, bool passes) =>
        (RiskGate.Decide(GateCase.Inputs(GateCase.Terms(limit: (decimal?)limit, stop: (decimal)stop, profit: (decimal)profit)), None).Approved is not null).ShouldBe(passes);

    [Fact]
    public void Bracket_WithoutAnyPrice_IsDenied() =>
        GateCase.Denials(GateCase.Inputs() with { Reference = null }, None).ShouldBe([ReasonCode.StaleReference, ReasonCode.Bracket, ReasonCode.Bracket]);

    [Theory]
    [InlineData(102d, 90d, true)]
    [InlineData(100d, 90d, false)]
    [InlineData(102d, 100d, false)]
    public void BracketOfAShortSale_LiesTheOtherWay(double stop, double profit, bool passes) => (RiskGate.Decide(
        GateCase.Inputs(GateCase.Terms(side: Side.Sell, stop: (decimal)stop, profit: (decimal)profit)), None with { AllowShort = true }).Approved is not null).ShouldBe(passes);

    [Fact]
    public void Collar_IsMeasuredBothWays()
    {
        var limits = None with { PriceCollar = 0.1m };
        ControlCheck Check(decimal price) => Find(RiskGate.Decide(GateCase.Inputs(GateCase.Terms(limit: price, stop: null, profit: null)), limits), "limitPriceDistance");

        (Check(110m).Passed, Check(110m).Value, Check(110m).Limit).ShouldBe((true, 0.1m, 0.1m));
        (Check(90m).Passed, Check(90m).Value).ShouldBe((true, 0.1m));
        Check(110.01m).Passed.ShouldBeFalse();
        Check(89.99m).Passed.ShouldBeFalse();
    }

    [Fact]
    public void Collar_ConcernsExitsToo_AndNoMarketOrder()
    {
        var limits = None with { PriceCollar = 0.1m };

        GateCase.Denials(GateCase.Inputs(GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, limit: 120m, stop: null, profit: null)), limits).ShouldBe([ReasonCode.PriceCollar]);
        RiskGate.Decide(GateCase.Inputs(), limits).Checks.ShouldNotContain(check => check.Input == "limitPriceDistance");
        GateCase.Denials(GateCase.Inputs(GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, limit: 100m, stop: null, profit: null)) with { Reference = null }, limits).ShouldBe([ReasonCode.StaleReference]);
    }

    /// <summary>A bar's price is as old as its bar is long before it counts as old.</summary>
    [Theory]
    [InlineData(60, 0, true)]
    [InlineData(61, 0, false)]
    [InlineData(120, 60, true)]
    [InlineData(121, 60, false)]
    [InlineData(-60, 0, true)]
    [InlineData(-61, 0, false)]
    public void Reference_MayBeAsOldAsLimitAndBar(int age, int period, bool passes)
    {
        var check = Find(
            RiskGate.Decide(GateCase.Inputs() with { ReferenceUtc = GateCase.Now.AddSeconds(-age), ReferencePeriod = TimeSpan.FromSeconds(period) }, None with { MaxReferenceAge = TimeSpan.FromSeconds(60) }),
            "referenceAgeSeconds");

        (check.Passed, check.Limit, check.Value).ShouldBe((passes, 60m + period, (decimal)age));
    }

    /// <summary>What is held is valued at prices: exposure and losses of old ones say nothing.</summary>
    [Theory]
    [InlineData(900, 0, null)]
    [InlineData(901, 0, ReasonCode.StaleReference)]
    [InlineData(960, 60, null)]
    [InlineData(961, 60, ReasonCode.StaleReference)]
    [InlineData(null, 60, ReasonCode.MissingInput)]
    public void Mark_MayBeAsOldAsLimitAndBar(int? age, int period, ReasonCode? code)
    {
        var mark = new MarkReading(new Symbol("MSFT"), age is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        var inputs = GateCase.Inputs() with { WorstMark = mark, ReferencePeriod = TimeSpan.FromSeconds(period) };

        var denials = RiskGate.Decide(inputs, None with { MaxMarkAge = TimeSpan.FromMinutes(15) }).Denials;

        denials.Select(denial => (ReasonCode?)denial.Code).ShouldBe(code is null ? [] : [code]);
        if (code is not null)
        {
            (denials[0].Input, denials[0].Limit, denials[0].Value).ShouldBe(("markAgeSeconds", 900m + period, (decimal?)age));
        }

        RiskGate.Decide(inputs, None).Denials.ShouldBeEmpty();
        RiskGate.Decide(inputs with { Terms = GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, stop: null, profit: null) }, None with { MaxMarkAge = TimeSpan.FromMinutes(15) }).Denials.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Signal_MayBeAsFarOffAsTheLimit_BackOrAhead(int age, bool passes)
    {
        var check = Find(RiskGate.Decide(GateCase.Inputs() with { SignalUtc = GateCase.Now.AddSeconds(-age) }, None with { MaxSignalAge = TimeSpan.FromMinutes(5) }), "signalAgeSeconds");

        (check.Code, check.Passed, check.Limit, check.Value).ShouldBe((ReasonCode.Expired, passes, 300m, (decimal)age));
    }

    [Theory]
    [InlineData(ClosedMarketPolicy.Deny, false)]
    [InlineData(ClosedMarketPolicy.QueueForNextSession, true)]
    public void ClosedMarket_IsAMatterOfThePolicy(ClosedMarketPolicy policy, bool passes) =>
        (RiskGate.Decide(GateCase.Inputs() with { MarketOpen = false }, None with { ClosedMarket = policy }).Approved is not null).ShouldBe(passes);

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(false, true, true, false)]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, false, false)]
    public void ShortSale_NeedsLimitsStrategyAndBroker(bool limits, bool strategy, bool broker, bool passes)
    {
        var inputs = GateCase.Inputs(GateCase.Terms(side: Side.Sell, stop: null, profit: null)) with { Shortable = broker, Strategy = new StrategyLimits { Id = new StrategyId("test"), AllowShort = strategy } };

        var check = Find(RiskGate.Decide(inputs, None with { AllowShort = limits }), "quantity");

        (check.Code, check.Passed, check.Limit, check.Value).ShouldBe((ReasonCode.NotShortable, passes, 0m, 10m));
    }

    /// <summary>What the broker did not say counts as no, and is told as what is missing; where the limits say no anyway they are the reason.</summary>
    [Theory]
    [InlineData(true, ReasonCode.MissingInput)]
    [InlineData(false, ReasonCode.NotShortable)]
    public void ShortSale_OnWhichTheBrokerDidNotSayAnything_IsDenied(bool limits, ReasonCode code)
    {
        var inputs = GateCase.Inputs(GateCase.Terms(side: Side.Sell, stop: null, profit: null)) with { Shortable = null };

        GateCase.Denials(inputs, None with { AllowShort = limits }).ShouldBe([code]);
    }

    [Fact]
    public void BrokerThatTakesNoOrders_IsAMatterOfEntries()
    {
        GateCase.Denials(GateCase.Inputs() with { BrokerRefuses = true }, None).ShouldBe([ReasonCode.NotTradable]);
        GateCase.Denials(GateCase.Inputs(GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, stop: null, profit: null)) with { BrokerRefuses = true }, None).ShouldBeEmpty();
    }

    [Fact]
    public void ShortSale_IsNoMatterOfPurchasesAndExits()
    {
        RiskGate.Decide(GateCase.Inputs(), None).Checks.ShouldNotContain(check => check.Code == ReasonCode.NotShortable);
        RiskGate.Decide(GateCase.Inputs(GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, stop: null, profit: null)), None).Checks.ShouldNotContain(check => check.Code == ReasonCode.NotShortable);
    }

    [Fact]
    public void BuyingPower_IsNoMatterOfShortSales()
    {
        var inputs = GateCase.Inputs(GateCase.Terms(side: Side.Sell, stop: null, profit: null)) with { Cash = Money.Zero };

        GateCase.Denials(inputs, None with { AllowShort = true, MinCashShare = 0m }).ShouldBeEmpty();
    }

    /// <summary>The broker's own figure counts for what is bought and for what is sold short.</summary>
    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void BuyingPower_OfTheBroker_ConcernsBothSides(Side side)
    {
        var inputs = GateCase.Inputs(GateCase.Terms(side: side, stop: null, profit: null));
        var limits = None with { AllowShort = true };

        GateCase.Denials(inputs with { BrokerBuyingPower = new Money(1_000m) }, limits).ShouldBeEmpty();
        var denial = RiskGate.Decide(inputs with { BrokerBuyingPower = new Money(999.99m) }, limits).Denials.ShouldHaveSingleItem();
        denial.ShouldBe(new Denial(ReasonCode.Capital, "brokerBuyingPower", 999.99m, 1_000m));
        GateCase.Denials(inputs with { Terms = GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, stop: null, profit: null), BrokerBuyingPower = Money.Zero }, limits).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1_000, 1_000, 5_000)]
    [InlineData(1_000, 3_500, 2_500)]
    [InlineData(1_000, 400, 5_000)]
    public void BuyingPower_LosesWhatWasCommittedSince(int then, int now, int left) =>
        new BuyingPower(new Money(5_000m), new Money(then)).Left(new Money(now)).ShouldBe(new Money(left));

    [Theory]
    [InlineData(Side.Buy, 4, 14)]
    [InlineData(Side.Sell, 4, 6)]
    [InlineData(Side.Sell, -4, 14)]
    [InlineData(Side.Buy, -4, 6)]
    public void Position_IsWhatIsHeldAfterTheOrder(Side side, int held, int expected)
    {
        var inputs = GateCase.Inputs(GateCase.Terms(side: side, stop: null, profit: null)) with { SymbolQuantity = held };

        Find(RiskGate.Decide(inputs, None with { AllowShort = true, MaxPositionQuantity = new Quantity(100m) }), "positionQuantity").Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("averageDailyVolumeShare", ReasonCode.AdvShare)]
    [InlineData("notional", ReasonCode.OrderNotional)]
    public void OrderSize_OfAnInputThatIsThere_HasItsOwnCode(string input, ReasonCode code)
    {
        var check = Find(RiskGate.Decide(GateCase.AllInputs(), GateCase.AllLimits with { MaxOrderNotional = new Money(1m), MaxVolumeShare = 0.0001m }), input);

        (check.Code, check.Passed).ShouldBe((code, false));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Volume_OfNothing_IsUnknown(int volume) =>
        Find(RiskGate.Decide(GateCase.Inputs() with { Volume = new DailyVolume(volume, DailyVolume.Warmup, Newest: null, IsCurrent: true) }, None with { MaxVolumeShare = 0.1m }), "averageDailyVolumeShare")
            .ShouldBe(new ControlCheck(ReasonCode.MissingInput, "averageDailyVolumeShare", 0.1m, null, Passed: false, Active: true));

    /// <summary>A twin is the same order of the same strategy, another one, and not too long ago.</summary>
    [Theory]
    [InlineData("same", false)]
    [InlineData("itself", true)]
    [InlineData("old", true)]
    [InlineData("side", true)]
    [InlineData("quantity", true)]
    [InlineData("price", true)]
    [InlineData("strategy", true)]
    public void Twin_IsTheSameOrderAgain(string what, bool passes)
    {
        var twin = new RecentOrder(GateCase.Now.AddSeconds(-2), new ClientOrderId("OTHER"), Side.Buy, new Quantity(10m), LimitPrice: null, new StrategyId("test"));
        var other = what switch
        {
            "itself" => twin with { Id = new ClientOrderId("ORDER") },
            "old" => twin with { AtUtc = GateCase.Now.AddSeconds(-5) },
            "side" => twin with { Side = Side.Sell },
            "quantity" => twin with { Quantity = new Quantity(11m) },
            "price" => twin with { LimitPrice = new Price(100m) },
            "strategy" => twin with { Strategy = new StrategyId("another") },
            _ => twin,
        };

        var check = Find(RiskGate.Decide(GateCase.Inputs() with { Recent = new[] { other, twin with { Side = Side.Sell } } }, None with { DuplicateWindow = TimeSpan.FromSeconds(5) }), "secondsSinceTwin");

        (check.Passed, check.Limit, check.Value).ShouldBe((passes, 5m, passes ? null : 2m));
    }

    [Fact]
    public void Twins_OfSeveral_TheLatestIsTold()
    {
        RecentOrder Twin(int seconds) => new(GateCase.Now.AddSeconds(-seconds), new ClientOrderId($"O{seconds}"), Side.Buy, new Quantity(10m), LimitPrice: null, new StrategyId("test"));

        Find(RiskGate.Decide(GateCase.Inputs() with { Recent = new[] { Twin(4), Twin(3), Twin(1) } }, None with { DuplicateWindow = TimeSpan.FromSeconds(5) }), "secondsSinceTwin").Value.ShouldBe(1m);
        Find(RiskGate.Decide(GateCase.Inputs() with { Recent = new[] { Twin(4) } }, None with { DuplicateWindow = TimeSpan.FromSeconds(5) }), "secondsSinceTwin").Value.ShouldBe(4m);
    }

    /// <summary>Entries leave a fifth of the messages to exits, of our own count and of the broker's.</summary>
    [Theory]
    [InlineData(OrderPurpose.Entry, 7, true)]
    [InlineData(OrderPurpose.Entry, 8, false)]
    [InlineData(OrderPurpose.Exit, 9, true)]
    [InlineData(OrderPurpose.Exit, 10, false)]
    public void Messages_AreKeptForExits(OrderPurpose purpose, int used, bool passes)
    {
        var terms = GateCase.Terms(side: purpose == OrderPurpose.Entry ? Side.Buy : Side.Sell, purpose: purpose, stop: null, profit: null);

        GateCase.Denials(GateCase.Inputs(terms) with { Rate = new RateBudget(used, GateCase.Now) }, None with { MessagesPerMinute = 10 }).ShouldBe(passes ? [] : [ReasonCode.Throttled]);
        GateCase.Denials(GateCase.Inputs(terms) with { BrokerMessages = new MessageWindow(10, used) }, None).ShouldBe(passes ? [] : [ReasonCode.Throttled]);
    }

    [Fact]
    public void Drawdown_IsMeasuredFromTheHigherOfPeakAndEquity()
    {
        ControlCheck Check(decimal equity, decimal peak) => Find(RiskGate.Decide(GateCase.Inputs() with { Equity = new Money(equity), PeakEquity = new Money(peak) }, None with { MaxDrawdown = 0.2m }), "drawdown");

        (Check(90m, 100m).Value, Check(90m, 100m).Passed).ShouldBe((0.1m, true));
        (Check(120m, 100m).Value, Check(120m, 100m).Passed).ShouldBe((0m, true));
        (Check(-10m, 0m).Value, Check(-10m, 0m).Passed).ShouldBe((null, false));
        (Check(0m, 0m).Value, Check(0m, 0m).Passed).ShouldBe((null, false));
    }

    /// <summary>A share of no equity is unknown, and what is unknown denies.</summary>
    [Theory]
    [InlineData("symbolShare")]
    [InlineData("portfolioRisk")]
    [InlineData("strategyPositionShare")]
    [InlineData("strategyExposureShare")]
    [InlineData("sectorShare")]
    public void Share_OfNoEquity_IsDenied(string input)
    {
        var check = Find(RiskGate.Decide(GateCase.AllInputs() with { Equity = Money.Zero }, GateCase.AllLimits), input);

        (check.Passed, check.Value).ShouldBe((false, null));
    }

    [Fact]
    public void FirstPosition_CorrelatesWithNothing()
    {
        var check = Find(RiskGate.Decide(GateCase.Inputs() with { OtherSymbols = 0, Correlation = null }, None with { MaxCorrelation = 0.7m }), "correlation");

        (check.Code, check.Passed, check.Value, check.Limit).ShouldBe((ReasonCode.Correlation, true, -1m, 0.7m));
    }

    /// <summary>A token is good while its lock stands, and without one the symbol must be free.</summary>
    [Theory]
    [InlineData(0, null, false, true)]
    [InlineData(0, "ann", true, false)]
    [InlineData(0, "ann", false, true)]
    [InlineData(7, "ann", true, true)]
    [InlineData(7, "ann", false, true)]
    [InlineData(7, null, true, false)]
    [InlineData(6, "ann", true, false)]
    public void Lock_IsHeldByItsToken(long token, string? owner, bool lasts, bool passes)
    {
        var held = new SymbolLock(new Symbol("AAPL"), 7, owner, GateCase.Now.AddMinutes(-1), GateCase.Now.AddSeconds(lasts ? 1 : 0));

        var check = Find(RiskGate.Decide(GateCase.Inputs() with { Lock = held, FencingToken = token }, None), "fencingToken");

        (check.Passed, check.Limit, check.Value).ShouldBe((passes, 7m, (decimal)token));
    }

    [Fact]
    public void Exit_UnderAToken_NeedsItsLock()
    {
        var exit = GateCase.Inputs(GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, stop: null, profit: null)) with { Lock = new SymbolLock(new Symbol("AAPL"), 7, "ann", GateCase.Now, GateCase.Now.AddMinutes(1)) };

        GateCase.Denials(exit with { FencingToken = 6 }, None).ShouldBe([ReasonCode.Locked]);
        GateCase.Denials(exit, None).ShouldBeEmpty();
    }

    [Fact]
    public void Checks_BeyondTheLastOne_AreNone()
    {
        var checks = default(GateChecks);
        RiskGate.Evaluate(GateCase.Inputs(), None, ref checks);

        Should.Throw<ArgumentOutOfRangeException>(() => checks[checks.Count]);
        checks[checks.Count - 1].Input.ShouldBe("dailyLoss");
    }

    private static ControlCheck Find(GateDecision decision, string input) => decision.Checks.Where(check => check.Input == input).ShouldHaveSingleItem();
}
