using TradingFunctions.Domain.Analysis;

namespace TradingFunctions.Domain.Tests.Analysis;

public sealed class ChangeCorrelationTests
{
    private const double None = double.NaN;

    [Fact]
    public void Of_AColumnWithItself_IsOne()
    {
        double[] column = [10, 11, 10.5, 12, None, 11];

        var found = ChangeCorrelation.Of(column, column)!.Value;

        found.Coefficient.ShouldBe(1, 1e-12);
        found.Beta.ShouldBe(1, 1e-12);
        found.Changes.ShouldBe(4);
    }

    [Fact]
    public void Of_HandComputedChanges_IsTheirCorrelation()
    {
        // Changes 0.1, -0.1, 0.1 against 0.2, -0.1, 0.1: means 1/30 and 2/30; products 0.0266.., squares 0.0266.., 0.0466..
        double[] column = [100, 110, 99, 108.9];
        double[] index = [100, 120, 108, 118.8];

        var found = ChangeCorrelation.Of(column, index)!.Value;

        found.Coefficient.ShouldBe(0.03333333333 / Math.Sqrt(0.02666666667 * 0.04666666667), 1e-8);
        found.Beta.ShouldBe(0.03333333333 / 0.04666666667, 1e-8);
    }

    [Fact]
    public void Of_RowsWhereOneIsAbsent_TakesChangesAcrossThem()
    {
        var found = ChangeCorrelation.Of([10, None, 12, 11, 13, 12], [20, 21, 24, 22, None, 24])!.Value;

        found.Changes.ShouldBe(3);
        found.Coefficient.ShouldBe(1, 1e-12);
    }

    [Theory]
    [InlineData(new[] { 10.0, 11, 12 }, new[] { 10.0, 11, 12 })]
    [InlineData(new[] { 10.0, 10, 10, 10, 10 }, new[] { 10.0, 11, 12, 13, 11 })]
    [InlineData(new[] { 10.0, None, 12, None, 11 }, new[] { None, 11.0, None, 13, None })]
    public void Of_TooLittle_IsNone(double[] column, double[] index) => ChangeCorrelation.Of(column, index).ShouldBeNull();
}
