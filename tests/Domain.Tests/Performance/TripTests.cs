using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Performance;

public sealed class TripTests
{
    private static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol Aapl = new("AAPL");

    private readonly TripTracker trips = new([]);
    private Position position;
    private int minute;

    [Fact]
    public void Trip_EnteredTwiceAndClosedInParts_IsOneTradeAtAverages()
    {
        Step(10m, 100m, "a").ShouldHaveSingleItem().Closed.ShouldBeNull();
        Step(10m, 110m, "b").ShouldHaveSingleItem().Strategy.ShouldBe(new StrategyId("a"));
        Step(-5m, 120m).ShouldHaveSingleItem().Realized.ShouldBe(new Money(75m));

        var trip = Step(-15m, 104m).ShouldHaveSingleItem().Closed!;

        (trip.Strategy.Value, trip.IsLong, trip.Quantity).ShouldBe(("a", true, new Quantity(20m)));
        (trip.EntryPrice, trip.ExitPrice).ShouldBe((new Price(105m), new Price(108m)));
        (trip.Fees, trip.Pnl).ShouldBe((new Money(4m), new Money(56m)));
        (trip.OpenedUtc, trip.ClosedUtc).ShouldBe((Start.AddMinutes(1), Start.AddMinutes(4)));
        trips.Open.ShouldBeEmpty();
    }

    [Fact]
    public void Trip_TurnedOver_EndsAndBeginsAnother()
    {
        Step(10m, 100m, "a");

        var parts = Step(-15m, 90m, "b");

        parts.Count.ShouldBe(2);
        (parts[0].Closed!.Pnl, parts[0].Strategy.Value).ShouldBe((new Money(-101.66666667m), "a"));
        (parts[1].Strategy.Value, parts[1].Realized, parts[1].Fee).ShouldBe(("b", Money.Zero, new Money(0.33333333m)));
        var open = trips.Open.ShouldHaveSingleItem();
        (open.IsLong, open.Entered).ShouldBe((false, 5m));
    }

    [Fact]
    public void Trip_OverASplit_HasTheSharesAfterIt()
    {
        Step(10m, 400m);
        position = position.Split(4, 1);
        trips.Apply(new PositionChange(Start, Aapl, 10m, 40m, Price: null, Money.Zero, Money.Zero, new StrategyId("-"), Worker: null)).ShouldBeEmpty();

        var trip = Step(-40m, 110m).ShouldHaveSingleItem().Closed!;

        (trip.Quantity, trip.EntryPrice, trip.ExitPrice, trip.Pnl).ShouldBe((new Quantity(40m), new Price(100m), new Price(110m), new Money(398m)));
    }

    [Fact]
    public void Statistics_OfTrades_AreThoseComputedByHand()
    {
        var statistics = new[] { 300m, -100m, 0m, 50m, -150m }.Aggregate(TradeStatistics.None, (sum, pnl) => sum.Add(Trip(pnl)));

        (statistics.Trades, statistics.Wins, statistics.Losses).ShouldBe((5, 2, 2));
        statistics.WinRate.ShouldBe(0.4);
        statistics.ProfitFactor.ShouldBe(1.4);
        statistics.Expectancy.ShouldBe(new Money(20m));
        (statistics.Best!.Pnl, statistics.Worst!.Pnl).ShouldBe((new Money(300m), new Money(-150m)));
    }

    [Fact]
    public void Statistics_AddedInTwoParts_AreThoseOfAll()
    {
        var (left, right) = (TradeStatistics.None.Add(Trip(5m)).Add(Trip(-3m)), TradeStatistics.None.Add(Trip(-9m)).Add(Trip(7m)));

        left.Add(right).ShouldBe(TradeStatistics.None.Add(Trip(5m)).Add(Trip(-3m)).Add(Trip(-9m)).Add(Trip(7m)));
        left.Add(TradeStatistics.None).ShouldBe(left);
        TradeStatistics.None.Add(left).ShouldBe(left);
    }

    [Fact]
    public void Statistics_WithoutTradesOrLosses_HaveNoRatios()
    {
        (TradeStatistics.None.WinRate, TradeStatistics.None.ProfitFactor, TradeStatistics.None.Expectancy).ShouldBe((null, null, null));
        TradeStatistics.None.Add(Trip(5m)).ProfitFactor.ShouldBeNull();
    }

    private static RoundTrip Trip(decimal pnl) => new(
        Aapl, new StrategyId("a"), Worker: null, IsLong: true, Start, Start, new Quantity(1m), new Price(100m), new Price(100m), Money.Zero, new Money(pnl));

    private IReadOnlyList<Attribution> Step(decimal signed, decimal price, string strategy = "a")
    {
        var before = position.SignedQuantity;
        (position, var realized) = position.Apply(signed, new Price(price));
        return trips.Apply(new PositionChange(Start.AddMinutes(++minute), Aapl, before, position.SignedQuantity, new Price(price), new Money(1m), realized, new StrategyId(strategy), "w"));
    }
}
