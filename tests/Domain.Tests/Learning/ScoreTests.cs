using TradingFunctions.Domain.Learning;

namespace TradingFunctions.Domain.Tests.Learning;

public sealed class ScoreTests
{
    [Fact]
    public void Score_OfFour_IsThatComputedByHand()
    {
        var score = ModelScore.Of([Of(0, 0.8, true), Of(1, 0.4, false), Of(2, 0.6, false), Of(3, 0.7, true)]);

        score.LogLoss.ShouldBe(-(Math.Log(0.8) + Math.Log(0.6) + Math.Log(0.4) + Math.Log(0.7)) / 4, 1e-12);
        score.BaseLogLoss.ShouldBe(Math.Log(2), 1e-12);
        score.Brier.ShouldBe((0.04 + 0.16 + 0.36 + 0.09) / 4, 1e-12);
        score.Auc.ShouldBe(1);
        score.HitRate.ShouldBe(0.75);
        score.CalibrationError.ShouldBe((0.2 + 0.4 + 0.6 + 0.3) / 4, 1e-12);
        score.Significance.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.5)]
    [InlineData(0.3, 0.7, 0)]
    [InlineData(0.7, 0.3, 1)]
    public void Auc_OfAPair_CountsTiesHalf(double up, double down, double auc) => ModelScore.Of([Of(0, up, true), Of(1, down, false)]).Auc.ShouldBe(auc);

    [Fact]
    public void Significance_OfStretches_IsStudentsT()
    {
        // Ten stretches of two samples of one time: differences 1, 2, ..., 10.
        var forecasts = Enumerable.Range(0, 20).Select(i => Of(i / 2, 0.5, true) with { Sample = i }).ToArray();

        PairedTest.Statistic(forecasts, forecast => (forecast.Sample / 2) + 1).ShouldBe(5.5 / Math.Sqrt(55d / 6 / 10), 1e-12);
        PairedTest.Statistic(forecasts[..18], forecast => forecast.Sample).ShouldBe(0);
        PairedTest.Statistic(forecasts, _ => 1).ShouldBe(0);
    }

    [Fact]
    public void Platt_OfOddsTwiceTooSure_HalvesThem()
    {
        // Odds of +-2 log units whose frequency is that of +-1.
        var right = (int)Math.Round(1_000 * LogisticModel.Logistic(1));
        Prediction[] predictions =
        [
            .. Enumerable.Range(0, 1_000).Select(i => new Prediction(i, i + 1, 2, 0.5, i < right)),
            .. Enumerable.Range(0, 1_000).Select(i => new Prediction(i, i + 1, -2, 0.5, i >= right)),
        ];

        var (scale, shift) = PlattScaling.Fit(predictions);

        scale.ShouldBe(0.5, 0.01);
        shift.ShouldBe(0, 0.01);
        PlattScaling.Fit(predictions[..10]).ShouldBe((1d, 0d));
    }

    [Fact]
    public void Promotion_ByScore_NeedsGainAndBeatingTheCurrentModel()
    {
        var good = new ModelScore(1_000, 0.68, 0.69, 0.24, 0.55, 0.53, 0.01, PromotionRule.LeastSignificance);

        PromotionRule.Decide(good, overCurrent: null).IsPromoted.ShouldBeTrue();
        PromotionRule.Decide(good, PromotionRule.LeastOverCurrent).IsPromoted.ShouldBeTrue();
        PromotionRule.Decide(good, PromotionRule.LeastOverCurrent - 0.01).IsPromoted.ShouldBeFalse();
        PromotionRule.Decide(good with { Significance = PromotionRule.LeastSignificance - 0.01 }, overCurrent: null).IsPromoted.ShouldBeFalse();
        PromotionRule.Decide(good with { LogLoss = 0.70 }, overCurrent: 9).IsPromoted.ShouldBeFalse();
    }

    [Fact]
    public void Model_Unusable_SaysWhy()
    {
        var width = BarFeatures.Names.Count;
        var model = new LogisticModel(BarFeatures.Version, 5, new double[width], [.. Enumerable.Repeat(1d, width)], new double[width], 0);

        model.Fault().ShouldBeNull();
        (model with { FeatureVersion = 99 }).Fault()!.ShouldContain("version 99");
        (model with { Weights = [1] }).Fault()!.ShouldContain("1 weights");
        (model with { Deviations = new double[width] }).Fault()!.ShouldContain("not positive");
        (model with { Bias = double.NaN }).Fault()!.ShouldContain("not finite");
    }

    private static Forecast Of(long time, double probability, bool wentUp) => new(0, new Prediction(time, time + 1, 0, 0.5, wentUp), probability);
}
