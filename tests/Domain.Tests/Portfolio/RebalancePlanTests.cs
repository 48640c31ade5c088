using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>An account of 10,000 dollars: 20 AAPL at 100, 10 MSFT at 200, 6,000 in cash.</summary>
public sealed class RebalancePlanTests
{
    private static readonly Symbol Spy = new("SPY");
    private static readonly AccountState Account = Given.Account(6_000m, [Given.Holding(20m), Given.Holding(10m, 200m, Given.Msft)]);
    private static readonly Dictionary<Symbol, Price> Prices = new() { [Given.Aapl] = new Price(100m), [Given.Msft] = new Price(200m), [Spy] = new Price(300m) };

    [Fact]
    public void Of_TargetsAboveBelowAndNew_SellsFirstAndNamesEveryFigure()
    {
        var plan = Plan(new() { [Spy] = 0.1m, [Given.Msft] = 0.1m, [Given.Aapl] = 0.4m });

        plan.Equity.ShouldBe(new Money(10_000m));
        plan.Skipped.ShouldBeEmpty();
        plan.Items.ShouldBe([
            new RebalanceItem(Given.Msft, Side.Sell, new Quantity(5m), Closes: false, 10m, 5m, 0.2m, 0.1m, new Price(200m), new Money(1_000m)),
            new RebalanceItem(Given.Aapl, Side.Buy, new Quantity(20m), Closes: false, 20m, 40m, 0.2m, 0.4m, new Price(100m), new Money(2_000m)),
            new RebalanceItem(Spy, Side.Buy, new Quantity(3m), Closes: false, 0m, 3m, 0m, 0.1m, new Price(300m), new Money(900m)),
        ]);
    }

    [Fact]
    public void Of_PositionWithoutATarget_IsClosedOnlyWhereThatWasAskedFor()
    {
        var kept = Plan(new() { [Given.Aapl] = 0.2m }, closeOthers: false);
        var closed = Plan(new() { [Given.Aapl] = 0.2m });

        kept.Items.ShouldBeEmpty();
        kept.Skipped.ShouldBe([new RebalanceSkip(Given.Aapl, "is at its target"), new RebalanceSkip(Given.Msft, "has no target")]);
        var item = closed.Items.ShouldHaveSingleItem();
        (item.Symbol, item.Side, item.Closes, item.Quantity.Shares, item.Target).ShouldBe((Given.Msft, Side.Sell, true, 10m, 0m));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void Of_TradeBelowTheLeast_IsLeftOut(int least, bool trades)
    {
        var plan = Plan(new() { [Given.Aapl] = 0.3m, [Given.Msft] = 0.2m }, least: least);

        plan.Items.Length.ShouldBe(trades ? 1 : 0);
        if (!trades)
        {
            plan.Skipped[0].ShouldBe(new RebalanceSkip(Given.Aapl, "the trade of 1000 dollars is below 1001"));
        }
    }

    [Fact]
    public void Of_SmallRestThatIsGivenUp_IsClosedHoweverSmall() =>
        Plan(new() { [Given.Aapl] = 0m, [Given.Msft] = 0.2m }, least: 5_000m).Items.ShouldHaveSingleItem().Closes.ShouldBeTrue();

    [Theory]
    [InlineData(1, 33)]
    [InlineData(10, 30)]
    [InlineData(0.5, 33)]
    public void Of_Lots_AreRoundedDown(double lot, int target) =>
        Plan(new() { [Given.Aapl] = 0.33m, [Given.Msft] = 0.2m }, lot: (decimal)lot).Items.ShouldHaveSingleItem().Target.ShouldBe(target);

    [Fact]
    public void Of_ShortPosition_IsBoughtBackBeforeAnythingIsOpened()
    {
        var account = Given.Account(12_000m, [Given.Holding(-10m, 200m, Given.Msft)]);

        var plan = RebalancePlan.Of(account, Prices, new Dictionary<Symbol, decimal> { [Given.Aapl] = 0.1m }, closeOthers: true, Money.Zero, 1m);

        plan.Items.Select(item => (item.Symbol, item.Side, item.Closes, item.Weight)).ShouldBe([(Given.Msft, Side.Buy, true, -0.2m), (Given.Aapl, Side.Buy, false, 0m)]);
    }

    [Fact]
    public void Of_NoEquity_BuysNothing()
    {
        var plan = RebalancePlan.Of(Given.Account(-5_000m, [Given.Holding(20m)]), Prices, new Dictionary<Symbol, decimal> { [Given.Aapl] = 0.5m }, closeOthers: true, Money.Zero, 1m);

        plan.Equity.ShouldBe(new Money(-3_000m));
        var item = plan.Items.ShouldHaveSingleItem();
        (item.Side, item.Target, item.Weight).ShouldBe((Side.Sell, 0m, 0m));
    }

    private static RebalancePlan Plan(Dictionary<Symbol, decimal> targets, bool closeOthers = true, decimal least = 0m, decimal lot = 1m) =>
        RebalancePlan.Of(Account, Prices, targets, closeOthers, new Money(least), lot);
}
