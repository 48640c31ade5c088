using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class ValuationTests
{
    private static readonly Symbol Spy = new("SPY");
    private static readonly Dictionary<Symbol, Price> NoMarks = [];

    [Fact]
    public void Account_IsWorthItsCashAndItsPositionsAtTheirMarks()
    {
        var state = Given.Account(cash: 1_000m, holdings: [Given.Holding(10m, 90m), Given.Holding(-5m, 50m, Given.Msft)]);

        var value = Valuation.Of(state, new Dictionary<Symbol, Price> { [Given.Aapl] = new(100m), [Given.Msft] = new(60m) });

        // Long 1,000 that cost 900; short 300 that brought 250.
        value.ShouldBe(new Valuation(new Money(1_000m), new Money(700m), new Money(1_300m), new Money(50m), 2));
        value.Equity.ShouldBe(new Money(1_700m));
    }

    [Fact]
    public void Position_WithoutAMark_IsWorthItsLastFillAndElseItsCost()
    {
        Valuation.Of(Given.Account(holdings: [Given.Holding(10m, 90m) with { LastPrice = new Price(95m) }]), NoMarks).MarketValue.ShouldBe(new Money(950m));
        Valuation.Of(Given.Account(holdings: [Given.Holding(10m, 90m) with { LastPrice = null }]), NoMarks).MarketValue.ShouldBe(new Money(900m));
        // Given away: there is no cost per share either.
        Valuation.Of(Given.Account(holdings: [Given.Holding(10m, 0.01m) with { LastPrice = null, Position = new Position(10m, Money.Zero) }]), NoMarks)
            .ShouldBe(new Valuation(new Money(100_000m), Money.Zero, Money.Zero, Money.Zero, 1));
    }

    [Fact]
    public void Active_AreSymbolsWithAPositionOrAnEntryAtWork()
    {
        var flat = new Holding { Symbol = new Symbol("FLAT") };
        var state = Given.Account(
            holdings: [Given.Holding(10m), flat],
            orders: [Given.Order("A"), Given.Order("B", symbol: Given.Msft), Given.Order("C", Side.Sell, symbol: Spy), Given.Order("D", Side.Sell, purpose: OrderPurpose.Exit, symbol: new Symbol("TLT"))]);

        Valuation.Of(state, NoMarks).ActiveSymbols.ShouldBe(3);
    }
}
