using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Tests.Market;

public sealed class PortfolioRiskTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Exposure_LongAndShort_AddsAndNets()
    {
        var exposure = PortfolioRisk.Exposure([new Money(300), new Money(-100), new Money(200)], new Money(1000));

        exposure.ShouldBe(new PortfolioExposure(new Money(500), new Money(100), new Money(600), new Money(400), 0.6, 0.4, 0.3));
        PortfolioRisk.Exposure([new Money(-1)], Money.Zero).GrossFraction.ShouldBe(0);
    }

    [Fact]
    public void Beta_OfAScaledIndex_IsTheScale()
    {
        PortfolioRisk.Beta([0.02, -0.04, 0.06], [0.01, -0.02, 0.03]).ShouldBe(2, Tolerance);
        PortfolioRisk.Beta([-0.01, 0.02], [0.01, -0.02]).ShouldBe(-1, Tolerance);
        PortfolioRisk.Beta([0.1, 0.2], [0.1, 0.1]).ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => PortfolioRisk.Beta([1, 2], [1]));
    }

    [Fact]
    public void HistoricalVar_OfAHundredReturns_IsTheFifthWorst()
    {
        double[] returns = [.. Enumerable.Range(1, 100).Select(i => i <= 10 ? -i / 100.0 : 0.01)];

        PortfolioRisk.HistoricalVar(returns, 0.95).ShouldBe(0.06, Tolerance);
        PortfolioRisk.HistoricalVar(returns, 0.99).ShouldBe(0.10, Tolerance);
        PortfolioRisk.ExpectedShortfall(returns, 0.95).ShouldBe(0.08, Tolerance);
        PortfolioRisk.HistoricalVar([0.01, 0.02], 0.95).ShouldBe(0);
        PortfolioRisk.HistoricalVar([], 0.95).ShouldBe(double.NaN);
        Should.Throw<ArgumentOutOfRangeException>(() => PortfolioRisk.HistoricalVar(returns, 1));
    }

    [Fact]
    public void MaxDrawdown_OfACurve_IsTheDeepestFallFromAPeak()
    {
        PortfolioRisk.MaxDrawdown([100, 120, 90, 130, 100]).ShouldBe(0.25, Tolerance);
        PortfolioRisk.MaxDrawdown([1, 2, 3]).ShouldBe(0);
        PortfolioRisk.MaxDrawdown([]).ShouldBe(0);
    }

    [Fact]
    public void Volatility_OfReturns_IsAnnualised()
    {
        PortfolioRisk.Volatility(PortfolioRisk.Returns([100, 110, 99]), 252).ShouldBe(Math.Sqrt(0.02) * Math.Sqrt(252), Tolerance);
        PortfolioRisk.Returns([]).ShouldBeEmpty();
    }
}
