using TradingFunctions.Domain.Performance;

namespace TradingFunctions.Domain.Tests.Performance;

public sealed class ReturnStatisticsTests
{
    private const double Close = 1e-12;

    // Mean 0.0075; deviations 0.0025, -0.0275, 0.0225, 0.0025, squares sum to 0.001275; downside 0.02^2.
    private static readonly ReturnStatistics Four = ReturnStatistics.Of([0.01, -0.02, 0.03, 0.01]);

    [Fact]
    public void Sharpe_OfAHandComputedCase_IsMeanOverSampleDeviation() =>
        Four.Sharpe()!.Value.ShouldBe(0.0075 / Math.Sqrt(0.001275 / 3) * Math.Sqrt(252), Close);

    [Fact]
    public void Sortino_OfAHandComputedCase_IsMeanOverDownsideDeviation() =>
        Four.Sortino()!.Value.ShouldBe(0.0075 / 0.01 * Math.Sqrt(252), 1e-9);

    [Fact]
    public void Volatility_OfAHandComputedCase_IsSampleDeviationOfAYear() => Four.Volatility()!.Value.ShouldBe(Math.Sqrt(0.001275 / 3 * 252), Close);

    [Fact]
    public void Calmar_OfAHandComputedCase_IsCompoundReturnOverDrawdown()
    {
        var growth = 1.01 * 0.98 * 1.03 * 1.01;

        Four.TotalReturn.ShouldBe(growth - 1, Close);
        Four.MaxDrawdown.ShouldBe(0.02, Close);
        Four.AnnualReturn()!.Value.ShouldBe(Math.Pow(growth, 63) - 1, 1e-9);
        Four.Calmar()!.Value.ShouldBe((Math.Pow(growth, 63) - 1) / 0.02, 1e-6);
    }

    [Fact]
    public void MaxDrawdown_OverSeveralPeriods_IsFromTheHighestPeak() =>
        ReturnStatistics.Of([0.1, -0.1, -0.1, 0.5, -0.05]).MaxDrawdown.ShouldBe(0.19, Close);

    [Fact]
    public void Ratios_WhereTheyAreUndefined_AreNull()
    {
        var none = ReturnStatistics.None;
        var flat = ReturnStatistics.Of([0.01, 0.01]);
        var one = ReturnStatistics.Of([0.01]);

        (none.Sharpe(), none.Sortino(), none.Calmar(), none.AnnualReturn()).ShouldBe((null, null, null, null));
        (flat.Sharpe(), flat.Sortino(), flat.Calmar()).ShouldBe((null, null, null));
        (one.Sharpe(), one.Volatility()).ShouldBe((null, null));
        ReturnStatistics.Of([-1]).AnnualReturn().ShouldBeNull();
    }

    [Fact]
    public void Excursions_OfALongAndAShort_AreFractionsOfTheEntry()
    {
        Excursions.Of(isLong: true, 100, [98, 95, 101], [103, 99, 110]).ShouldBe(new Excursions(0.05, 0.1));
        Excursions.Of(isLong: false, 100, [98, 95, 101], [103, 99, 110]).ShouldBe(new Excursions(0.1, 0.05));
        Excursions.Of(isLong: true, 100, [101], [102]).ShouldBe(new Excursions(0, 0.02));
    }

    [Fact]
    public void Turnover_OfAPortfolio_IsTheLesserSideOverAverageEquity()
    {
        Turnover.Of(new Money(500m), new Money(300m), new Money(1000m)).ShouldBe(0.3);
        Turnover.Of(new Money(500m), new Money(300m), Money.Zero).ShouldBe(0);
    }
}
