using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class LedgerTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Ledger Empty = new() { Account = new AccountId("main") };

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, -5, null)]
    [InlineData(100, 100, 0d)]
    [InlineData(100, 80, 0.2)]
    [InlineData(100, 120, 0d)]
    [InlineData(0, 50, 0d)]
    [InlineData(100, -50, 1.5)]
    public void Drawdown_IsTheFallFromThePeakAsAShareOfIt(int peak, int equity, double? expected) =>
        (Empty with { PeakEquity = new Money(peak) }).Drawdown(new Money(equity)).ShouldBe((decimal?)expected);

    [Theory]
    [InlineData(100, null, 95, 0.05)]
    [InlineData(100, null, 110, -0.1)]
    [InlineData(100, 25, 120, 0.04)]
    [InlineData(100, -20, 80, 0d)]
    [InlineData(0, null, 10, null)]
    [InlineData(100, -100, 0, null)]
    public void DayLoss_IsMeasuredFromTheLastClose(int start, int? pnl, int equity, double? expected) =>
        (Empty with { StartEquity = new Money(start), Day = pnl is { } known ? new DayMark(new DateOnly(2024, 3, 5), new Money(known)) : null })
            .DayLoss(new Money(equity)).ShouldBe((decimal?)expected);

    [Fact]
    public void Activity_IsThatOfTheStrategy()
    {
        var (one, two) = (StrategyActivity.None(new StrategyId("one")), StrategyActivity.None(new StrategyId("two")));
        var ledger = Empty with { Strategies = [one, two] };

        ledger.Activity(new StrategyId("two")).ShouldBeSameAs(two);
        ledger.Activity(new StrategyId("three")).ShouldBeNull();
        Empty.Activity(new StrategyId("one")).ShouldBeNull();
    }

    [Fact]
    public void RateBudget_GivesMessagesBackEvenlyOverAMinute()
    {
        var budget = default(RateBudget).Take(Now, 4).Take(Now, 4).Take(Now, 4);

        budget.ShouldBe(new RateBudget(3m, Now));
        budget.UsedAt(Now.AddSeconds(30), 4).ShouldBe(1m);
        budget.UsedAt(Now.AddSeconds(60), 4).ShouldBe(0m);
        budget.UsedAt(Now.AddSeconds(-30), 4).ShouldBe(3m);
        budget.Take(Now.AddSeconds(30), 4).ShouldBe(new RateBudget(2m, Now.AddSeconds(30)));
    }

    [Fact]
    public void Window_CoversTheRunningOneAndTheOneBefore()
    {
        var window = default(WindowCount).At(Now, Minute).Add(new Money(10m), new Quantity(2m)).Add(new Money(5m), new Quantity(1m));
        var next = window.At(Now.AddSeconds(60), Minute).Add(new Money(1m), new Quantity(4m));

        (window.TotalOrders, window.TotalNotional, window.TotalQuantity).ShouldBe((2, new Money(15m), new Quantity(3m)));
        window.At(Now.AddSeconds(59), Minute).ShouldBe(window);
        (next.StartUtc, next.Orders, next.PreviousOrders, next.TotalOrders, next.TotalNotional, next.Quantity, next.TotalQuantity).ShouldBe((Now.AddSeconds(60), 1, 2, 3, new Money(16m), new Quantity(4m), new Quantity(7m)));
        next.At(Now.AddSeconds(180), Minute).ShouldBe(new WindowCount(Now.AddSeconds(180), 0, Money.Zero, 0, Money.Zero));
    }

    [Theory]
    [InlineData(60, 0, 2, 1, 15, 1, 9)]
    [InlineData(59, 1, 1, 6, 10, 6, 4)]
    [InlineData(0, 1, 1, 6, 10, 6, 4)]
    [InlineData(-1, 1, 2, 6, 15, 6, 9)]
    public void Window_WithoutAnEntry_IsTakenFromTheWindowThatItIsIn(int addedAfter, int orders, int previous, int notional, int previousNotional, int quantity, int previousQuantity)
    {
        var window = new WindowCount(Now.AddSeconds(60), 1, new Money(6m), 2, new Money(15m), new Quantity(6m), new Quantity(9m));

        window.Without(Now.AddSeconds(addedAfter), Minute, new Money(5m), new Quantity(5m)).ShouldBe(
            new WindowCount(Now.AddSeconds(60), orders, new Money(notional), previous, new Money(previousNotional), new Quantity(quantity), new Quantity(previousQuantity)));
    }

    /// <summary>Headers of before shares were counted are still read.</summary>
    [Fact]
    public void Window_ThatCountedNoShares_HasNoneToTakeOff() =>
        new WindowCount(Now, 1, new Money(6m), 0, Money.Zero).Without(Now, Minute, new Money(5m), new Quantity(5m)).TotalQuantity.ShouldBe(default);
}
