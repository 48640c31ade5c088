using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class BooksInvariantsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Books_AfterAnything_AreWhole(int seed) => BooksInvariants.Broken(new RandomBooks(seed).State).ShouldBeNull();

    [Fact]
    public void Books_WithPositionAndWorkingOrder_AreWhole() =>
        BooksInvariants.Broken(Given.Account(holdings: [Given.Holding(10m), Given.Holding(-5m, symbol: Given.Msft)], orders: [Given.Order()])).ShouldBeNull();

    [Theory]
    [InlineData("cash", "cash and cost of positions are 101001, start equity and realised P&L less fees 101000")]
    [InlineData("start", "cash and cost of positions are 101000, start equity and realised P&L less fees 101001")]
    [InlineData("realized", "cash and cost of positions are 101000, start equity and realised P&L less fees 101001")]
    [InlineData("fees", "cash and cost of positions are 101000, start equity and realised P&L less fees 100999")]
    [InlineData("reserved", "working entries reserve 1000, the ledger has 1001")]
    public void Ledger_OffByADollar_SaysWhereAndByHowMuch(string what, string expected)
    {
        var dollar = new Money(1m);
        var state = Given.Account(holdings: [Given.Holding(10m)], orders: [Given.Order()], ledger: ledger => what switch
        {
            "cash" => ledger with { Cash = ledger.Cash + dollar },
            "start" => ledger with { StartEquity = ledger.StartEquity + dollar },
            "realized" => ledger with { RealizedPnl = dollar },
            "fees" => ledger with { Fees = dollar },
            _ => ledger with { ReservedExposure = ledger.ReservedExposure + dollar },
        });

        BooksInvariants.Broken(state).ShouldBe(expected);
    }

    [Fact]
    public void Order_WhoseFillsAreNotItsExecutions_IsNamed()
    {
        var order = Given.Order() with { Filled = new Quantity(3m), Executions = [new Execution("a", new Price(100m), new Quantity(2m), Money.Zero), new Execution("b", new Price(100m), new Quantity(1m), Money.Zero, Busted: true)] };

        BooksInvariants.Broken(Given.Account(orders: [order])).ShouldBe("order WORKING has 3 shares filled, its executions 2");
        BooksInvariants.Broken(Given.Account(orders: [order with { Filled = new Quantity(2m) }])).ShouldBeNull();
    }

    [Theory]
    [InlineData(OrderSource.Signal, 11, true)]
    [InlineData(OrderSource.Signal, 10, false)]
    [InlineData(OrderSource.Foreign, 11, false)]
    public void Order_FilledBeyondItsQuantity_IsNamed(OrderSource source, int filled, bool isBroken)
    {
        var order = Given.Order(source: source) with { Filled = new Quantity(filled), Executions = [new Execution("a", new Price(100m), new Quantity(filled), Money.Zero)] };

        (BooksInvariants.Broken(Given.Account(orders: [order])) == $"order WORKING has {filled} shares filled of 10").ShouldBe(isBroken);
    }
}
