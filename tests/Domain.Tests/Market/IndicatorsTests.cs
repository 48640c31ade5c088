using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Tests.Market;

public sealed class IndicatorsTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Sma_LastValues_IsTheirMean()
    {
        Indicators.Sma([9, 1, 2, 6], 3).ShouldBe(3);
        Indicators.Sma([1, 2], 3).ShouldBe(double.NaN);
    }

    [Fact]
    public void Ema_ByHand_BeginsWithTheMean()
    {
        // alpha 0.5: (1 + 2 + 3) / 3 = 2; 2 + 0.5 * (6 - 2) = 4; 4 + 0.5 * (2 - 4) = 3.
        Indicators.Ema([1, 2, 3, 6, 2], 3).ShouldBe(3);
        Indicators.Ema([1, 2], 3).ShouldBe(double.NaN);
    }

    [Fact]
    public void Rsi_ByHand_IsWilders()
    {
        // Changes +2 -1 +1 over 3: gain 1, loss 1/3 -> 75. Then -1: gain 2/3, loss 5/9 -> 100 * 6 / 11.
        Indicators.Rsi([10, 12, 11, 12], 3).ShouldBe(75, Tolerance);
        Indicators.Rsi([10, 12, 11, 12, 11], 3).ShouldBe(600.0 / 11, Tolerance);
        Indicators.Rsi([1, 2, 3], 2).ShouldBe(100);
        Indicators.Rsi([3, 2, 1], 2).ShouldBe(0);
        Indicators.Rsi([5, 5, 5], 2).ShouldBe(50);
        Indicators.Rsi([5, 5], 2).ShouldBe(double.NaN);
    }

    [Fact]
    public void Rsi_OfTwentyCloses_IsWhatASpreadsheetOfWildersColumnsGives()
    {
        // Average gain 0.238571 and loss 0.100000 over the first 14 changes: RS 2.385714, 100 - 100 / 3.385714 = 70.464135; the rest by (13 * average + change) / 14.
        double[] closes = [44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.10, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61, 46.28, 46.28, 46.00, 46.03, 46.41, 46.22, 45.64];
        double[] expected = [70.464135, 66.249619, 66.480942, 69.346853, 66.294713, 57.915021];

        for (var i = 0; i < expected.Length; i++)
        {
            Indicators.Rsi(closes.AsSpan(0, 15 + i), 14).ShouldBe(expected[i], 1e-6);
        }
    }

    [Fact]
    public void StandardDeviation_ByHand_DividesByOneLess()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, root of 32 / 7.
        Indicators.StandardDeviation([2, 4, 4, 4, 5, 5, 7, 9]).ShouldBe(Math.Sqrt(32.0 / 7), Tolerance);
        Indicators.StandardDeviation([2]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Atr_ByHand_CountsGaps()
    {
        // True ranges: max(12, 10) - min(11, 10) = 2; max(15, 11.5) - min(14, 11.5) = 3.5 -> 2.75; max(14, 14.5) - min(13, 14.5) = 1.5 -> 2.125.
        Indicators.Atr([10, 12, 15, 14], [9, 11, 14, 13], [10, 11.5, 14.5, 13.5], 2).ShouldBe(2.125, Tolerance);
        Indicators.Atr([1, 2], [1, 2], [1, 2], 2).ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => Indicators.Atr([1], [1, 2], [1, 2], 1));
    }

    [Fact]
    public void RealisedVolatility_ByHand_IsTheDeviationOfLogReturns()
    {
        // Log returns ln 2 and -ln 2: mean 0, sample variance 2 (ln 2)^2.
        Indicators.RealisedVolatility([7, 1, 2, 1], 2).ShouldBe(Math.Sqrt(2) * Math.Log(2), Tolerance);
        Indicators.RealisedVolatility([1, 1, 1], 2).ShouldBe(0);
        Indicators.RealisedVolatility([1, 1], 2).ShouldBe(double.NaN);
    }

    [Fact]
    public void RelativeVolume_ByHand_LeavesTheNewestOut()
    {
        Indicators.RelativeVolume([9, 10, 20, 30], 2).ShouldBe(2);
        Indicators.RelativeVolume([0, 0, 30], 2).ShouldBe(double.NaN);
        Indicators.RelativeVolume([1, 1], 2).ShouldBe(double.NaN);
    }

    [Fact]
    public void ZScore_ByHand_UsesTheSampleDeviation()
    {
        // 1, 2, 3: mean 2, sample deviation 1.
        Indicators.ZScore([100, 1, 2, 3], 3).ShouldBe(1, Tolerance);
        Indicators.ZScore([4, 4, 4], 3).ShouldBe(0);
        Indicators.ZScore([4], 3).ShouldBe(double.NaN);
    }

    [Fact]
    public void AnyIndicator_WithAPeriodThatMakesNoSense_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Indicators.Sma([1], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Indicators.Ema([1], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Indicators.Rsi([1], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Indicators.ZScore([1], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Indicators.RealisedVolatility([1], 1));
    }
}
