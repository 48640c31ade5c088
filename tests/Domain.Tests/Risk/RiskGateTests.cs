using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class RiskGateTests
{
    private static readonly RiskLimits None = GateCase.NoLimits;

    /// <summary>Per control: limits, an input just inside, one just outside.</summary>
    public static TheoryData<string, ReasonCode> Controls => new()
    {
        { "buyingPower", ReasonCode.Capital }, { "grossExposure", ReasonCode.Capital }, { "symbolShare", ReasonCode.Concentration }, { "positions", ReasonCode.Concentration },
        { "quantity", ReasonCode.OrderQty }, { "notional", ReasonCode.OrderNotional }, { "limitPriceDistance", ReasonCode.PriceCollar }, { "referenceAge", ReasonCode.StaleReference },
        { "windowOrders", ReasonCode.WindowLimit }, { "windowQuantity", ReasonCode.WindowLimit }, { "windowNotional", ReasonCode.WindowLimit }, { "twin", ReasonCode.Duplicate }, { "messages", ReasonCode.Throttled },
        { "positionQuantity", ReasonCode.PositionLimit }, { "volume", ReasonCode.AdvShare }, { "restricted", ReasonCode.Restricted }, { "closed", ReasonCode.MarketClosed },
        { "tradable", ReasonCode.NotTradable }, { "shortable", ReasonCode.NotShortable }, { "portfolioRisk", ReasonCode.PortfolioRisk }, { "stop", ReasonCode.StopRequired },
        { "stopSide", ReasonCode.Bracket }, { "profitSide", ReasonCode.Bracket }, { "confidence", ReasonCode.Confidence }, { "cooldown", ReasonCode.Cooldown },
        { "drawdown", ReasonCode.Drawdown }, { "lock", ReasonCode.Locked }, { "token", ReasonCode.Locked }, { "reconciled", ReasonCode.NotReconciled },
        { "signalAge", ReasonCode.Expired }, { "halted", ReasonCode.Halted }, { "reducing", ReasonCode.ReduceOnly },
        { "caller", ReasonCode.Unauthorised }, { "nobody", ReasonCode.Unauthorised }, { "listed", ReasonCode.Unauthorised }, { "enabled", ReasonCode.Unauthorised }, { "strategyShort", ReasonCode.NotShortable },
        { "strategyHalted", ReasonCode.StrategyHalted }, { "sectorShare", ReasonCode.Concentration }, { "sectorUnknown", ReasonCode.MissingInput },
        { "strategyPosition", ReasonCode.Concentration }, { "strategyExposure", ReasonCode.Concentration }, { "strategyConfidence", ReasonCode.Confidence },
        { "correlation", ReasonCode.Correlation }, { "correlationUnknown", ReasonCode.MissingInput }, { "analysisAge", ReasonCode.MissingInput },
        { "valueAtRisk", ReasonCode.PortfolioRisk }, { "valueAtRiskUnknown", ReasonCode.MissingInput }, { "stressLoss", ReasonCode.PortfolioRisk }, { "stressUnknown", ReasonCode.MissingInput },
        { "stops", ReasonCode.StopGuard }, { "profit", ReasonCode.LowProfit }, { "windowDrawdown", ReasonCode.Drawdown },
        { "dailyLoss", ReasonCode.Drawdown }, { "dailyLossUnknown", ReasonCode.Drawdown }, { "brokerMessages", ReasonCode.Throttled },
    };

    [Theory]
    [MemberData(nameof(Controls))]
    public void Control_AtItsLimit_PassesAndBeyondItDeniesWithThatCodeAlone(string control, ReasonCode code)
    {
        var (limits, inside, outside) = Case(control);

        GateCase.Denials(inside, limits).ShouldBeEmpty();
        GateCase.Denials(outside, limits).ShouldBe([code]);
        RiskGate.Decide(outside, limits).Approved.ShouldBeNull();
    }

    [Fact]
    public void Decide_NoLimitSet_ApprovesTheVeryTerms()
    {
        var decision = RiskGate.Decide(GateCase.Inputs(), None);

        decision.Approved!.Terms.ShouldBe(GateCase.Terms());
        decision.Approved.ApprovedUtc.ShouldBe(GateCase.Now);
        decision.Denials.ShouldBeEmpty();
    }

    [Fact]
    public void Decide_ManyLimitsBroken_ReportsThemAllWithLimitAndValue()
    {
        var inputs = GateCase.Inputs(GateCase.Terms(quantity: 5000m)) with { State = TradingState.Reducing, MarketOpen = false };
        var limits = new RiskLimits { MaxOrderQuantity = new Quantity(1000m) };

        var decision = RiskGate.Decide(inputs, limits);

        decision.Denials.Select(denial => denial.Code).ShouldBe(
            [ReasonCode.ReduceOnly, ReasonCode.MarketClosed, ReasonCode.OrderQty, ReasonCode.Capital, ReasonCode.Capital, ReasonCode.Concentration]);
        var quantity = decision.Denials.Single(denial => denial.Code == ReasonCode.OrderQty);
        (quantity.Limit, quantity.Value).ShouldBe((1000m, 5000m));
    }

    [Theory]
    [InlineData("reference", ReasonCode.StaleReference)]
    [InlineData("volume", ReasonCode.MissingInput)]
    [InlineData("reserve", ReasonCode.MissingInput)]
    [InlineData("equity", ReasonCode.Concentration)]
    public void Control_SetLimitWithoutItsInput_Denies(string missing, ReasonCode code)
    {
        var inputs = GateCase.Inputs();
        var (limits, bent) = missing switch
        {
            "reference" => (None, inputs with { Reference = null }),
            "volume" => (None with { MaxVolumeShare = 0.1m }, inputs with { Volume = null }),
            "reserve" => (None with { MaxOrderNotional = new Money(1m) }, inputs with { ReservePrice = null }),
            _ => (None with { MaxSymbolShare = 0.1m }, inputs with { Equity = Money.Zero }),
        };

        GateCase.Denials(bent, limits).ShouldContain(code);
    }

    [Fact]
    public void Exit_WithEntryLimitsBroken_MayLeave()
    {
        var exit = GateCase.Terms(quantity: 1_000_000m, side: Side.Sell, purpose: OrderPurpose.Exit, stop: null, profit: null);
        var inputs = GateCase.Inputs(exit) with { State = TradingState.Reducing, Reference = null, Confidence = 0m, SignalUtc = GateCase.Now.AddDays(-1), Equity = new Money(1m) };
        var limits = new RiskLimits { MinConfidence = 0.9m, RestrictedSymbols = [new Symbol("AAPL")], Cooldown = TimeSpan.FromDays(1), MaxWindowOrders = 0 };

        GateCase.Denials(inputs, limits).ShouldBeEmpty();
    }

    [Fact]
    public void Throttle_BudgetOfEntriesUsedUp_StillLetsExitsPass()
    {
        var limits = None with { MessagesPerMinute = 10 };
        var rate = new RateBudget(8m, GateCase.Now);

        GateCase.Denials(GateCase.Inputs() with { Rate = rate }, limits).ShouldBe([ReasonCode.Throttled]);
        GateCase.Denials(GateCase.Inputs(GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit, stop: null, profit: null)) with { Rate = rate }, limits).ShouldBeEmpty();
        GateCase.Denials(GateCase.Inputs() with { Rate = rate, NowUtc = GateCase.Now.AddSeconds(6) }, limits).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_PassingOrderWithEveryLimitSet_AllocatesNothing()
    {
        var (inputs, limits) = (GateCase.AllInputs(), GateCase.AllLimits);
        var checks = default(GateChecks);
        RiskGate.Evaluate(inputs, limits, ref checks).ShouldBeTrue();
        Enumerable.Range(0, checks.Count).Select(i => checks[i]).Where(check => !check.Active).Select(check => check.Input).ShouldBe(["limitPriceDistance", "quantity", "markAgeSeconds"], ignoreOrder: true);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            RiskGate.Evaluate(inputs, limits, ref checks);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Denial_OfABanThatEndsByItself_SaysWhen()
    {
        var until = GateCase.Now.AddMinutes(5);

        var denial = RiskGate.Decide(GateCase.Inputs() with { StopGuard = new(3m, until) }, None with { StopGuardStops = 3 }).Denials.ShouldHaveSingleItem();

        denial.ShouldBe(new Denial(ReasonCode.StopGuard, "stops", 3m, 3m, UntilUtc: until));
    }

    [Fact]
    public void Analysis_OfAnyKind_NeverLetsPassWhatIsDeniedWithoutItsLimits()
    {
        foreach (var denied in new[] { GateCase.Inputs() with { State = TradingState.Halted }, GateCase.Inputs() with { Equity = Money.Zero }, GateCase.Inputs() with { MarketOpen = false } })
            RiskGate.Decide(denied with { AnalysisUtc = GateCase.Now, Correlation = -1m, ValueAtRisk = 0m, StressLoss = 0m }, new RiskLimits { MaxCorrelation = 1m, MaxValueAtRisk = 1m, MaxStressLoss = 1m }).Approved.ShouldBeNull();
    }

    private static readonly StrategyLimits Listed = new() { Id = new StrategyId("test") };

    private static readonly StrategyActivity Active = new(new StrategyId("test"), GateCase.Now, 1, 1);

    private static GateInputs Analysed(in GateInputs inputs) => inputs with { OtherSymbols = 3, AnalysisUtc = GateCase.Now, Correlation = 0.1m, ValueAtRisk = 0.01m, StressLoss = 0.1m };

    private static (RiskLimits Limits, GateInputs Inside, GateInputs Outside) Case(string control)
    {
        var ok = GateCase.Inputs();
        var now = GateCase.Now;
        return control switch
        {
            "buyingPower" => (None with { MinCashShare = 0.5m }, ok with { ReservedExposure = new Money(49_000m) }, ok with { ReservedExposure = new Money(49_000.01m) }),
            "grossExposure" => (None with { MaxGrossExposure = 1m }, ok with { PositionExposure = new Money(50_000m), ReservedExposure = new Money(49_000m) }, ok with { PositionExposure = new Money(50_000.01m), ReservedExposure = new Money(49_000m) }),
            "symbolShare" => (None with { MaxSymbolShare = 0.1m }, ok with { SymbolExposure = new Money(9_000m) }, ok with { SymbolExposure = new Money(9_000.01m) }),
            "positions" => (None with { MaxPositions = 5 }, ok with { OtherSymbols = 4 }, ok with { OtherSymbols = 5 }),
            "quantity" => (None with { MaxOrderQuantity = new Quantity(10m) }, ok, GateCase.Inputs(GateCase.Terms(10.0001m))),
            "notional" => (None with { MaxOrderNotional = new Money(1000m) }, ok, ok with { ReservePrice = new Price(100.01m) }),
            "limitPriceDistance" => (None with { PriceCollar = 0.05m }, GateCase.Inputs(GateCase.Terms(limit: 105m)), GateCase.Inputs(GateCase.Terms(limit: 105.01m))),
            "referenceAge" => (None with { MaxReferenceAge = TimeSpan.FromSeconds(60) }, ok with { ReferenceUtc = now.AddSeconds(-120), ReferencePeriod = TimeSpan.FromSeconds(60) }, ok with { ReferenceUtc = now.AddSeconds(-120.1), ReferencePeriod = TimeSpan.FromSeconds(60) }),
            "windowOrders" => (None with { MaxWindowOrders = 3 }, ok with { Window = new WindowCount(now, 1, Money.Zero, 1, Money.Zero) }, ok with { Window = new WindowCount(now, 2, Money.Zero, 1, Money.Zero) }),
            "windowQuantity" => (None with { MaxWindowQuantity = new Quantity(30m) }, ok with { Window = new WindowCount(now, 1, Money.Zero, 1, Money.Zero, new Quantity(12m), new Quantity(8m)) }, ok with { Window = new WindowCount(now, 1, Money.Zero, 1, Money.Zero, new Quantity(12m), new Quantity(8.1m)) }),
            "windowNotional" => (None with { MaxWindowNotional = new Money(3000m) }, ok with { Window = new WindowCount(now, 1, new Money(1000m), 1, new Money(1000m)) }, ok with { Window = new WindowCount(now, 1, new Money(1000m), 1, new Money(1001m)) }),
            "twin" => (None with { DuplicateWindow = TimeSpan.FromSeconds(5) }, ok with { Recent = Twin(now.AddSeconds(-5)) }, ok with { Recent = Twin(now.AddSeconds(-4.9)) }),
            "messages" => (None with { MessagesPerMinute = 10, ExitMessageShare = 0.2m }, ok with { Rate = new RateBudget(7m, now) }, ok with { Rate = new RateBudget(7.1m, now) }),
            "positionQuantity" => (None with { MaxPositionQuantity = new Quantity(100m) }, ok with { SymbolQuantity = 90m }, ok with { SymbolQuantity = 91m }),
            "volume" => (None with { MaxVolumeShare = 0.01m }, ok, ok with { Volume = new DailyVolume(999m, DailyVolume.Warmup, Newest: null, IsCurrent: true) }),
            "restricted" => (None with { RestrictedSymbols = [new Symbol("XYZ")] }, ok, GateCase.Inputs(GateCase.Terms() with { Symbol = new Symbol("XYZ") })),
            "closed" => (None, ok, ok with { MarketOpen = false }),
            "tradable" => (None, ok, ok with { Tradable = false }),
            "shortable" => (None with { AllowShort = true }, Short(ok), Short(ok) with { Shortable = false }),
            "portfolioRisk" => (None with { MaxPortfolioRisk = 0.05m }, ok with { OpenRisk = new Money(4_980m) }, ok with { OpenRisk = new Money(4_980.01m) }),
            "stop" => (None with { RequireStop = true }, ok, GateCase.Inputs(GateCase.Terms(stop: null))),
            "stopSide" => (None, GateCase.Inputs(GateCase.Terms(stop: 99.99m)), GateCase.Inputs(GateCase.Terms(stop: 100m))),
            "profitSide" => (None, GateCase.Inputs(GateCase.Terms(profit: 100.01m)), GateCase.Inputs(GateCase.Terms(profit: 100m))),
            "confidence" => (None with { MinConfidence = 0.6m }, ok, ok with { Confidence = 0.59m }),
            "cooldown" => (None with { Cooldown = TimeSpan.FromMinutes(10) }, ok with { LastExitUtc = now.AddMinutes(-10) }, ok with { LastExitUtc = now.AddMinutes(-9.9) }),
            "drawdown" => (None with { MaxDrawdown = 0.2m }, ok with { Equity = new Money(80_000.01m) }, ok with { Equity = new Money(80_000m) }),
            "lock" => (None, ok with { Lock = Held(now) }, ok with { Lock = Held(now.AddSeconds(1)) }),
            "token" => (None, ok with { Lock = Held(now), FencingToken = 7 }, ok with { Lock = Held(now), FencingToken = 6 }),
            "reconciled" => (None with { RequireReconciliation = true }, ok, ok with { ReconciledUntilUtc = now.AddTicks(-1) }),
            "signalAge" => (None with { MaxSignalAge = TimeSpan.FromMinutes(5) }, ok with { SignalUtc = now.AddMinutes(-5) }, ok with { SignalUtc = now.AddMinutes(-5.1) }),
            "caller" => (None with { AuthorisedCallers = [new CallerId("desk")] }, ok with { Caller = new CallerId("desk") }, ok with { Caller = new CallerId("desk2") }),
            "nobody" => (None with { AuthorisedCallers = [new CallerId("desk")] }, ok with { Caller = new CallerId("desk") }, ok with { Caller = null }),
            "listed" => (None with { RequireListedStrategy = true }, ok with { Strategy = Listed }, ok),
            "enabled" => (None, ok with { Strategy = Listed }, ok with { Strategy = Listed with { Enabled = false } }),
            "strategyShort" => (None with { AllowShort = true }, Short(ok) with { Strategy = Listed with { AllowShort = true } }, Short(ok) with { Strategy = Listed }),
            "strategyHalted" => (None with { MaxStrategyExecutions = 3 }, ok with { Activity = Active }, ok with { Activity = Active with { HaltedUtc = now } }),
            "sectorShare" => (None with { MaxSectorShare = 0.3m }, ok with { SectorExposure = new Money(29_000m) }, ok with { SectorExposure = new Money(29_000.01m) }),
            "sectorUnknown" => (None with { MaxSectorShare = 0.3m }, ok with { SectorExposure = Money.Zero }, ok with { SectorExposure = null }),
            "strategyPosition" => (None, ok with { Strategy = Listed with { MaxPositionShare = 0.05m }, SymbolExposure = new Money(4_000m) }, ok with { Strategy = Listed with { MaxPositionShare = 0.05m }, SymbolExposure = new Money(4_000.01m) }),
            "strategyExposure" => (None, ok with { Strategy = Listed with { MaxExposureShare = 0.05m }, StrategyExposure = new Money(4_000m) }, ok with { Strategy = Listed with { MaxExposureShare = 0.05m }, StrategyExposure = new Money(4_000.01m) }),
            "strategyConfidence" => (None, ok with { Strategy = Listed with { MinConfidence = 0.6m } }, ok with { Strategy = Listed with { MinConfidence = 0.61m } }),
            "correlation" => (None with { MaxCorrelation = 0.7m }, Analysed(ok) with { Correlation = 0.7m }, Analysed(ok) with { Correlation = 0.701m }),
            "correlationUnknown" => (None with { MaxCorrelation = 0.7m }, Analysed(ok) with { Correlation = null, OtherSymbols = 0 }, Analysed(ok) with { Correlation = null }),
            "analysisAge" => (None with { MaxCorrelation = 0.7m, MaxAnalysisAge = TimeSpan.FromHours(1) }, Analysed(ok) with { AnalysisUtc = now.AddHours(-1) }, Analysed(ok) with { AnalysisUtc = now.AddHours(-1).AddTicks(-1) }),
            "valueAtRisk" => (None with { MaxValueAtRisk = 0.02m }, Analysed(ok) with { ValueAtRisk = 0.02m }, Analysed(ok) with { ValueAtRisk = 0.021m }),
            "valueAtRiskUnknown" => (None with { MaxValueAtRisk = 0.02m }, Analysed(ok), Analysed(ok) with { ValueAtRisk = null }),
            "stressLoss" => (None with { MaxStressLoss = 0.2m }, Analysed(ok) with { StressLoss = 0.2m }, Analysed(ok) with { StressLoss = 0.21m }),
            "stressUnknown" => (None with { MaxStressLoss = 0.2m }, Analysed(ok), ok),
            "stops" => (None with { StopGuardStops = 2 }, ok with { StopGuard = new(2m, now) }, ok with { StopGuard = new(2m, now.AddTicks(1)) }),
            "profit" => (None with { MinProfit = 0m }, ok with { LowProfit = new(-0.1m, now) }, ok with { LowProfit = new(-0.1m, now.AddTicks(1)) }),
            "windowDrawdown" => (None with { MaxWindowDrawdown = 0.1m }, ok with { WindowDrawdown = new(0.1m, now) }, ok with { WindowDrawdown = new(0.1m, now.AddTicks(1)) }),
            "dailyLoss" => (None with { MaxDailyLoss = 0.03m }, ok with { DayLoss = 0.0299m }, ok with { DayLoss = 0.03m }),
            "dailyLossUnknown" => (None with { MaxDailyLoss = 0.03m }, ok with { DayLoss = -1m }, ok with { DayLoss = null }),
            "brokerMessages" => (None with { ExitMessageShare = 0.2m }, ok with { BrokerMessages = new MessageWindow(200, 159) }, ok with { BrokerMessages = new MessageWindow(200, 160) }),
            "halted" => (None, ok, ok with { State = TradingState.Halted }),
            "reducing" => (None, ok, ok with { State = TradingState.Reducing }),
            _ => throw new ArgumentOutOfRangeException(nameof(control), control, "No such case."),
        };
    }

    private static GateInputs Short(GateInputs inputs) => inputs with { Terms = GateCase.Terms(side: Side.Sell, stop: 102m, profit: 90m) };

    private static SymbolLock Held(DateTime untilUtc) => new(new Symbol("AAPL"), 7, "someone", GateCase.Now.AddMinutes(-1), untilUtc);

    private static RecentOrder[] Twin(DateTime atUtc) => [new RecentOrder(atUtc, new ClientOrderId("OTHER"), Side.Buy, new Quantity(10m), LimitPrice: null, new StrategyId("test"))];
}
