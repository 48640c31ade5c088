using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Risk;

/// <summary>An account of 100,000 that holds 100 AAPL at 150, is short 50 XOM at 100, and has an entry of 20 MSFT at 400 working.</summary>
public sealed class LimitUsesTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol Aapl = new("AAPL"), Msft = new("MSFT"), Xom = new("XOM");
    private static readonly StrategyId Momentum = new("momentum");

    [Theory]
    [InlineData("minCashShare", "0.05", "0.82", "0.060976")]
    [InlineData("maxGrossExposure", "1.0", "0.28", "0.28")]
    [InlineData("maxSymbolShare", "0.3", "0.15", "0.5")]
    [InlineData("maxSectorShare", "0.5", "0.23", "0.46")]
    [InlineData("maxPositions", "6", "3", "0.5")]
    [InlineData("maxPositionQuantity", "400", "100", "0.25")]
    [InlineData("maxPortfolioRisk", "0.1", "0.02", "0.2")]
    [InlineData("maxDrawdown", "0.2", "0.05", "0.25")]
    [InlineData("maxDailyLoss", "0.1", "0.01", "0.1")]
    [InlineData("maxWindowOrders", "10", "7", "0.7")]
    [InlineData("maxWindowQuantity", "1000", "70", "0.07")]
    [InlineData("maxWindowNotional", "100000", "9000", "0.09")]
    [InlineData("maxStrategyExecutions", "20", "5", "0.25")]
    [InlineData("messagesPerMinute", "200", "20", "0.1")]
    [InlineData("stopGuardStops", "4", "2", "0.5")]
    [InlineData("maxWindowDrawdown", "0.1", "0.003", "0.03")]
    [InlineData("maxCorrelation", "0.8", "0.6", "0.75")]
    [InlineData("maxValueAtRisk", "0.05", "0.02", "0.4")]
    [InlineData("maxStressLoss", "0.4", "0.1", "0.25")]
    public void Of_EveryLimitOfTheAccount_HasItsUse(string name, string limit, string value, string used) =>
        Uses(AllLimits).Single(use => use.Name == name).ShouldBe(new LimitUse(name, Number(limit), Number(value), Number(used)));

    [Fact]
    public void Of_LimitsThatAreSet_AreAllNamedOnce() => Uses(AllLimits).Select(use => use.Name).ToHashSet().Count.ShouldBe(19);

    [Fact]
    public void Of_LimitsThatAreNotSet_AreLeftOut() => Uses(AllLimits with { MaxSectorShare = null, MaxWindowOrders = null, StopGuardStops = null }).Select(use => use.Name)
        .ShouldNotContain(name => name == "maxSectorShare" || name == "maxWindowOrders" || name == "stopGuardStops");

    [Fact]
    public void Of_CashBelowItsFloor_IsAllOfIt() => Uses(AllLimits with { MinCashShare = 0.9m }).Single(use => use.Name == "minCashShare").Used.ShouldBe(1m);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static LimitUse[] Uses(RiskLimits limits) => LimitUses.Of(Portfolio, Findings, State, new TradingRules
    {
        Limits = limits,
        Sectors = new SectorMap([KeyValuePair.Create(Aapl, "tech"), KeyValuePair.Create(Msft, "tech"), KeyValuePair.Create(Xom, "energy")]),
    });

    private static readonly RiskLimits AllLimits = new()
    {
        MinCashShare = 0.05m,
        MaxGrossExposure = 1m,
        MaxSymbolShare = 0.3m,
        MaxSectorShare = 0.5m,
        MaxPositions = 6,
        MaxPositionQuantity = new Quantity(400m),
        MaxPortfolioRisk = 0.1m,
        MaxDrawdown = 0.2m,
        MaxDailyLoss = 0.1m,
        MaxWindowOrders = 10,
        MaxWindowQuantity = new Quantity(1_000m),
        MaxWindowNotional = new Money(100_000m),
        MaxStrategyExecutions = 20,
        MessagesPerMinute = 200,
        StopGuardStops = 4,
        StopGuardWindow = TimeSpan.FromDays(1),
        StopGuardScope = ProtectionScope.All,
        MaxWindowDrawdown = 0.1m,
        DrawdownWindow = TimeSpan.FromDays(1),
        DrawdownScope = ProtectionScope.All,
        MaxCorrelation = 0.8m,
        MaxValueAtRisk = 0.05m,
        MaxStressLoss = 0.4m,
    };

    private static readonly PortfolioView Portfolio = new(
        new AccountId("paper"), Now, StartEquity: new Money(100_000m), Equity: new Money(100_000m), Cash: new Money(90_000m), MarketValue: new Money(10_000m), Exposure: new Money(20_000m),
        ReservedExposure: new Money(8_000m), BuyingPower: new Money(82_000m), Realized: Money.Zero, Unrealized: Money.Zero, Fees: Money.Zero, PeakEquity: new Money(105_263.16m), Drawdown: 0.05m,
        TradingState.Active, StateReason: null, ReconciledUntilUtc: Now, WorkingOrders: 1,
        [Position(Aapl, 100m, 15_000m), Position(Xom, -50m, -5_000m)]);

    private static readonly RiskFindings Findings = new(
        Now, new Money(100_000m), 0.95, 250, ValueAtRisk: 0.02m, ExpectedShortfall: 0.03m, StressLoss: 0.1m, [], new CorrelationMatrix([Aapl, Msft, Xom], [[1, 0.6, -0.9], [0.6, 1, null], [-0.9, null, 1]]));

    private static readonly AccountState State = AccountState.From(
        new Ledger
        {
            Account = new AccountId("paper"),
            Cash = new Money(90_000m),
            Day = new DayMark(new DateOnly(2024, 3, 5), new Money(1_010.101010101010m)),
            StartEquity = new Money(100_000m),
            OpenRisk = new Money(2_000m),
            Window = new WindowCount(Now, 3, new Money(4_000m), 4, new Money(5_000m), new Quantity(30m), new Quantity(40m)),
            Rate = new RateBudget(20m, Now),
            Strategies = [new StrategyActivity(Momentum, Now, 2, 3), new StrategyActivity(new StrategyId("other"), Now, 1, 0)],
        },
        [Holding(Aapl, 100m, 15_000m, isStop: true), Holding(Xom, -50m, -5_000m, isStop: true)], [], [Entry()]);

    private static PositionView Position(Symbol symbol, decimal quantity, decimal value) => new(
        symbol, quantity, new Price(Math.Abs(value / quantity)), new Price(Math.Abs(value / quantity)), new Money(value), Money.Zero, Money.Zero, Money.Zero, Now, Protected: true);

    private static Holding Holding(Symbol symbol, decimal quantity, decimal cost, bool isStop) => new()
    {
        Symbol = symbol,
        Position = new Position(quantity, new Money(cost)),
        Strategy = Momentum,
        Exits = [new ClosedExit(new ClientOrderId($"X{symbol}"), Now.AddHours(-1), new Money(-150m), new Money(1_000m), isStop)],
    };

    private static OrderRecord Entry() => new()
    {
        Terms = new OrderTerms(new ClientOrderId("E1"), Msft, Side.Buy, new Quantity(20m), OrderType.Limit, TimeInForce.Day, OrderPurpose.Entry, Momentum, new Price(400m)),
        Source = OrderSource.Signal,
        Origin = "s1",
        Stage = IntentStage.Confirmed,
        Status = OrderStatus.New,
        ReservedUtc = Now,
        DecidedUtc = Now,
        UpdatedUtc = Now,
        ReservePrice = new Price(400m),
        BrokerOrderId = "B1",
    };
}
