using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>What one fill does to ledger, holding and log: an account of 100,000 dollars, AAPL at 100.</summary>
public sealed class FillBookingTests
{
    private static readonly DateTime At = Given.Now.AddMinutes(1);
    private static readonly StrategyId Second = new("second");

    [Fact]
    public void Fill_ThatOpens_MovesCashReservationAndRiskToThePosition()
    {
        var change = Fill(Given.Account(orders: [Given.Order(quantity: 10m, stopDistance: 2m)]), 4m, 101m, fee: 0.5m);

        var (ledger, holding) = (change.State.Ledger, change.State.Book(Given.Aapl).Holding);
        (ledger.Cash, ledger.RealizedPnl, ledger.Fees).ShouldBe((new Money(99_595.5m), Money.Zero, new Money(0.5m)));
        // Six shares work on at 100 dollars, and all ten are two dollars from their stop.
        (ledger.ReservedExposure, ledger.OpenRisk).ShouldBe((new Money(600m), new Money(20m)));
        holding.ShouldSatisfyAllConditions(
            () => holding.Position.ShouldBe(new Position(4m, new Money(404m))),
            () => (holding.RealizedPnl, holding.Fees, holding.OpenRisk).ShouldBe((Money.Zero, new Money(0.5m), new Money(8m))),
            () => holding.LastPrice.ShouldBe(new Price(101m)),
            () => (holding.OpenedUtc, holding.LastExitUtc).ShouldBe((At, null)),
            () => holding.Exits.ShouldBeEmpty(),
            () => holding.Strategy.ShouldBe(Given.Strategy));
        change.Log.ShouldHaveSingleItem().ShouldBe(new LogEntry(1, At, Fill: new FillRecord(
            new ClientOrderId("WORKING"), Parent: null, Leg: null, Given.Aapl, OrderPurpose.Entry, Given.Strategy, 4m, new Price(101m), new Money(0.5m), Money.Zero, 4m, "x1")));
        change.Holdings.ShouldBe([Given.Aapl]);
        change.Orders.ShouldBe([new ClientOrderId("WORKING")]);
        change.Locks.ShouldBeEmpty();
    }

    [Fact]
    public void Fill_ThatAdds_LeavesThePositionToWhoOpenedIt()
    {
        var state = Given.Account(holdings: [Given.Holding(10m, openRisk: 30m)], orders: [Given.Order(quantity: 4m, stopDistance: 3m, strategy: Second)]);

        var after = Fill(state, 4m, 110m).State;

        var holding = after.Book(Given.Aapl).Holding;
        holding.Position.ShouldBe(new Position(14m, new Money(1_440m)));
        (holding.OpenRisk, after.Ledger.OpenRisk).ShouldBe((new Money(42m), new Money(42m)));
        (holding.OpenedUtc, holding.Strategy, holding.LastExitUtc).ShouldBe((Given.Now.AddMinutes(-10), Given.Strategy, null));
        holding.Exits.ShouldBeEmpty();
    }

    [Fact]
    public void Fill_ThatReduces_RealisesAndKeepsTheRestOfTheRisk()
    {
        var state = Given.Account(holdings: [Given.Holding(10m, openRisk: 30m)], orders: [Exit(4m) with { Worker = "host" }]);

        var change = Fill(state, 4m, 110m, fee: 1m, side: Side.Sell);

        var (ledger, holding) = (change.State.Ledger, change.State.Book(Given.Aapl).Holding);
        (ledger.Cash, ledger.RealizedPnl, ledger.Fees, ledger.OpenRisk).ShouldBe((new Money(100_439m), new Money(40m), new Money(1m), new Money(18m)));
        holding.Position.ShouldBe(new Position(6m, new Money(600m)));
        (holding.RealizedPnl, holding.Fees, holding.OpenRisk).ShouldBe((new Money(40m), new Money(1m), new Money(18m)));
        (holding.OpenedUtc, holding.LastExitUtc, holding.Strategy).ShouldBe((Given.Now.AddMinutes(-10), At, Given.Strategy));
        holding.Exits.ShouldBe([new ClosedExit(new ClientOrderId("WORKING"), At, new Money(39m), new Money(400m), IsStop: false)]);
        change.Log.ShouldHaveSingleItem().Fill.ShouldBe(new FillRecord(
            new ClientOrderId("WORKING"), Parent: null, Leg: null, Given.Aapl, OrderPurpose.Exit, Given.Strategy, -4m, new Price(110m), new Money(1m), new Money(40m), 6m, "x1", "host"));
    }

    [Fact]
    public void Fills_OnTopOfEarlierOnes_AddUp()
    {
        var before = Given.Holding(10m, openRisk: 30m) with { RealizedPnl = new Money(7m), Fees = new Money(2m) };
        var state = Given.Account(holdings: [before], orders: [Exit(10m)], ledger: ledger => ledger with { RealizedPnl = new Money(9m), Fees = new Money(3m), LogSequence = 5 });

        var first = Fill(state, 4m, 110m, fee: 1m, side: Side.Sell);
        var second = Fill(first.State, 6m, 90m, fee: 1m, side: Side.Sell, sequence: 2, cumulative: 10m, at: At.AddMinutes(1));

        var (ledger, holding) = (second.State.Ledger, second.State.Book(Given.Aapl).Holding);
        (holding.RealizedPnl, holding.Fees, ledger.RealizedPnl, ledger.Fees).ShouldBe((new Money(-13m), new Money(4m), new Money(-11m), new Money(5m)));
        holding.Exits.ShouldBe([new ClosedExit(new ClientOrderId("WORKING"), At.AddMinutes(1), new Money(-22m), new Money(1_000m), IsStop: false)]);
        second.Log.ShouldHaveSingleItem().Number.ShouldBe(7);
        (ledger.LogSequence, ledger.EventCursor).ShouldBe((7L, 2L));
    }

    [Theory]
    [InlineData(Side.Sell, 10)]
    [InlineData(Side.Buy, -10)]
    public void Fill_ThatCloses_LeavesNothing(Side side, int held)
    {
        var after = Fill(Given.Account(holdings: [Given.Holding(held, openRisk: 30m)], orders: [Exit(10m, side)]), 10m, 100m, side: side).State;

        var holding = after.Book(Given.Aapl).Holding;
        holding.Position.ShouldBe(default);
        (holding.OpenRisk, after.Ledger.OpenRisk).ShouldBe((Money.Zero, Money.Zero));
        (holding.OpenedUtc, holding.Strategy, holding.LastExitUtc).ShouldBe((null, null, At));
        holding.Exits.ShouldHaveSingleItem().Cost.ShouldBe(new Money(1_000m));
    }

    [Theory]
    [InlineData(Side.Sell, 10, -5)]
    [InlineData(Side.Buy, -10, 5)]
    public void Fill_ThroughZero_OpensTheOtherSideUnderItsOwnStrategyAndRisk(Side side, int held, int left)
    {
        var state = Given.Account(holdings: [Given.Holding(held, openRisk: 30m)], orders: [Given.Order(side: side, quantity: 15m, stopDistance: 2m, strategy: Second)]);

        var after = Fill(state, 15m, 100m, fee: 1m, side: side).State;

        var holding = after.Book(Given.Aapl).Holding;
        holding.Position.ShouldBe(new Position(left, new Money(left * 100m)));
        (holding.OpenRisk, after.Ledger.OpenRisk).ShouldBe((new Money(10m), new Money(10m)));
        (holding.Strategy, holding.LastExitUtc).ShouldBe((Second, At));
        holding.Exits.ShouldBe([new ClosedExit(new ClientOrderId("WORKING"), At, new Money(-1m), new Money(1_000m), IsStop: false)]);
    }

    [Fact]
    public void Fill_ThatCoversPartOfAShort_KeepsTheRestOfTheRisk()
    {
        var after = Fill(Given.Account(holdings: [Given.Holding(-10m, openRisk: 30m)], orders: [Exit(4m, Side.Buy)]), 4m, 90m).State;

        var holding = after.Book(Given.Aapl).Holding;
        (holding.Position, holding.OpenRisk).ShouldBe((new Position(-6m, new Money(-600m)), new Money(18m)));
        holding.Exits.ShouldBe([new ClosedExit(new ClientOrderId("WORKING"), At, new Money(40m), new Money(400m), IsStop: false)]);
        after.Ledger.Cash.ShouldBe(new Money(99_640m));
    }

    [Fact]
    public void Fill_ThatAddsToAShort_AddsToItsRisk()
    {
        var after = Fill(Given.Account(holdings: [Given.Holding(-10m, openRisk: 30m)], orders: [Given.Order(side: Side.Sell, quantity: 5m, stopDistance: 2m)]), 5m, 90m, side: Side.Sell).State;

        var holding = after.Book(Given.Aapl).Holding;
        (holding.Position, holding.OpenRisk, holding.LastExitUtc).ShouldBe((new Position(-15m, new Money(-1_450m)), new Money(40m), null));
    }

    [Theory]
    [InlineData(OrderType.Market, null, false)]
    [InlineData(OrderType.Limit, BracketLeg.TakeProfit, false)]
    [InlineData(OrderType.Limit, BracketLeg.StopLoss, true)]
    [InlineData(OrderType.Stop, null, true)]
    [InlineData(OrderType.StopLimit, null, true)]
    [InlineData(OrderType.TrailingStop, null, true)]
    public void Exit_ByAStop_IsRememberedAsOne(OrderType type, BracketLeg? leg, bool isStop)
    {
        var exit = Exit(10m) with { Leg = leg };
        var state = Given.Account(holdings: [Given.Holding(10m)], orders: [exit with { Terms = exit.Terms with { Type = type } }]);

        Fill(state, 10m, 90m, side: Side.Sell).State.Book(Given.Aapl).Holding.Exits.ShouldHaveSingleItem().IsStop.ShouldBe(isStop);
    }

    [Fact]
    public void Exit_OfAThird_CostsWhatItsSharesCostToEightDigits()
    {
        var holding = Given.Holding(3m) with { Position = new Position(3m, new Money(100m)), OpenRisk = new Money(1m) };

        var after = Fill(Given.Account(holdings: [holding], orders: [Exit(2m)]), 2m, 90m, side: Side.Sell).State.Book(Given.Aapl).Holding;

        after.Exits.ShouldHaveSingleItem().Cost.ShouldBe(new Money(66.66666667m));
        after.OpenRisk.ShouldBe(new Money(0.33333333m));
    }

    private static OrderRecord Exit(decimal quantity, Side side = Side.Sell) => Given.Order(side: side, quantity: quantity, purpose: OrderPurpose.Exit);

    private static AccountChange Fill(
        AccountState state, decimal quantity, decimal price, decimal fee = 0m, Side side = Side.Buy, long sequence = 1, decimal? cumulative = null, DateTime? at = null) =>
        AccountDecider.Decide(state, new ApplyEvents([new OrderEvent(
            sequence, OrderEventKind.PartialFill, "BWORKING", new ClientOrderId("WORKING"), ParentClientOrderId: null, Given.Aapl, side, at ?? At, $"x{sequence}", price, new Quantity(quantity),
            new Money(fee), new Quantity(cumulative ?? quantity))]));
}
