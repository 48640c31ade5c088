using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

/// <summary>An order of ten shares at 100 dollars on an account of 100,000 that passes every control, to be bent from there.</summary>
internal static class GateCase
{
    public static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);

    public static RiskLimits NoLimits { get; } = new()
    {
        MaxGrossExposure = null,
        MinCashShare = null,
        MaxSymbolShare = null,
        MaxPositions = null,
        MaxOrderQuantity = null,
        MaxOrderNotional = null,
        PriceCollar = null,
        MaxReferenceAge = null,
        MaxMarkAge = null,
        DuplicateWindow = null,
        MaxPortfolioRisk = null,
        RequireStop = false,
        MaxDrawdown = null,
        MaxDailyLoss = null,
        MaxSignalAge = null,
        RequireReconciliation = false,
    };

    public static OrderTerms Terms(decimal quantity = 10m, Side side = Side.Buy, OrderPurpose purpose = OrderPurpose.Entry, decimal? limit = null, decimal? stop = 98m, decimal? profit = 110m) => new(
        new ClientOrderId("ORDER"), new Symbol("AAPL"), side, new Quantity(quantity), limit is null ? OrderType.Market : OrderType.Limit, TimeInForce.Gtc, purpose,
        new StrategyId("test"), limit is { } l ? new Price(l) : null, null, null, stop is { } s ? new Price(s) : null, profit is { } p ? new Price(p) : null);

    public static GateInputs Inputs(OrderTerms? terms = null) => new()
    {
        Terms = terms ?? Terms(),
        NowUtc = Now,
        SignalUtc = Now,
        Confidence = 0.6m,
        Reference = new Price(100m),
        ReferenceUtc = Now,
        ReservePrice = new Price(100m),
        OrderRisk = new Money(20m),
        Equity = new Money(100_000m),
        PeakEquity = new Money(100_000m),
        DayLoss = 0m,
        Cash = new Money(100_000m),
        MarketOpen = true,
        Tradable = true,
        Shortable = true,
        Volume = new DailyVolume(1000m, DailyVolume.Warmup, Newest: null, IsCurrent: true),
        ReconciledUntilUtc = Now,
    };

    /// <summary>Every limit set, and every one passed by <see cref="AllInputs"/>.</summary>
    public static RiskLimits AllLimits { get; } = new()
    {
        MaxWindowOrders = 100,
        MaxWindowQuantity = new Quantity(5000m),
        MaxWindowNotional = new Money(1_000_000m),
        MessagesPerMinute = 200,
        MaxPositionQuantity = new Quantity(1_000m),
        RestrictedSymbols = [new Symbol("XYZ")],
        MinConfidence = 0.5m,
        Cooldown = TimeSpan.FromMinutes(1),
        MaxVolumeShare = 0.1m,
        AuthorisedCallers = [new CallerId("desk")],
        RequireListedStrategy = true,
        MaxStrategyExecutions = 10,
        MaxSectorShare = 0.5m,
        MaxCorrelation = 0.7m,
        MaxValueAtRisk = 0.05m,
        MaxStressLoss = 0.3m,
        StopGuardStops = 3,
        MinProfit = -0.1m,
        MaxWindowDrawdown = 0.1m,
    };

    public static GateInputs AllInputs(OrderTerms? terms = null) => Inputs(terms) with
    {
        Caller = new CallerId("desk"),
        BrokerMessages = new MessageWindow(200, 10),
        BrokerBuyingPower = new Money(200_000m),
        Strategy = new StrategyLimits { Id = new StrategyId("test"), MaxPositionShare = 0.1m, MaxExposureShare = 0.5m, MinConfidence = 0.5m },
        Activity = new StrategyActivity(new StrategyId("test"), Now, 1, 1),
        SectorExposure = new Money(1_000m),
        StrategyExposure = new Money(1_000m),
        OtherSymbols = 3,
        AnalysisUtc = Now,
        Correlation = 0.2m,
        ValueAtRisk = 0.01m,
        StressLoss = 0.1m,
        LastExitUtc = Now.AddHours(-1),
        StopGuard = new ProtectionReading(1m, null),
        LowProfit = new ProtectionReading(0.1m, null),
        WindowDrawdown = new ProtectionReading(0.01m, null),
    };

    public static ReasonCode[] Denials(in GateInputs inputs, RiskLimits limits) => [.. RiskGate.Decide(inputs, limits).Denials.Select(denial => denial.Code)];
}
