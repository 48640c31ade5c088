using TradingFunctions.Domain.Learning;
using TradingFunctions.Infra.Learning;
using TradingFunctions.Pipeline.Learning;

namespace TradingFunctions.Infra.Tests.Learning;

public sealed class LogisticRegressionTests
{
    private static readonly TrainingOptions Options = new(Horizon: 1, Folds: 4, Penalty: 10);

    [Fact]
    public void Fit_AtItsOptimum_HasNoGradientLeft()
    {
        var set = Set(persistence: 0.3, seed: 1);

        var model = new LogisticRegression().Fit(set, set.Count, penalty: 10, CancellationToken.None);

        // The gradient of the penalised likelihood, worked out once more.
        for (var j = 0; j <= TrainingSet.Width; j++)
        {
            var gradient = j < TrainingSet.Width ? 10 * model.Weights[j] : 0;
            for (var i = 0; i < set.Count; i++)
            {
                var error = LogisticModel.Logistic(model.LogOdds(set.Features(i))) - (set.Labels[i] ? 1 : 0);
                gradient += error * (j < TrainingSet.Width ? (set.Features(i)[j] - model.Means[j]) / model.Deviations[j] : 1);
            }

            gradient.ShouldBe(0, 1e-4, $"weight {j}");
        }
    }

    [Fact]
    public void Train_PlantedSignal_IsPromotedWithCalibratedProbabilities()
    {
        var trained = new ModelTrainer(new LogisticRegression()).Train(Set(persistence: 0.4, seed: 2), Options, CancellationToken.None)!;

        trained.Score.Auc.ShouldBeGreaterThan(0.55);
        trained.Score.CalibrationError.ShouldBeLessThan(0.03);
        PromotionRule.Decide(trained.Score, overCurrent: null).IsPromoted.ShouldBeTrue();
    }

    [Fact]
    public void Train_ShuffledLabels_IsNeverPromotedOverTwentySeeds()
    {
        var set = Set(persistence: 0.4, seed: 3);
        for (var seed = 0; seed < 20; seed++)
        {
            var trained = new ModelTrainer(new LogisticRegression()).Train(set.Shuffled(seed), Options, CancellationToken.None)!;

            PromotionRule.Decide(trained.Score, overCurrent: null).IsPromoted.ShouldBeFalse($"seed {seed}: {trained.Score}");
        }
    }

    [Fact]
    public void Train_PlantedSignal_IsPromotedOverTwentySeeds()
    {
        for (var seed = 100; seed < 120; seed++)
        {
            var trained = new ModelTrainer(new LogisticRegression()).Train(Set(persistence: 0.4, seed), Options, CancellationToken.None)!;

            PromotionRule.Decide(trained.Score, overCurrent: null).IsPromoted.ShouldBeTrue($"seed {seed}: {trained.Score}");
        }
    }

    [Fact]
    public void Train_TooFewSamples_IsNothing() =>
        new ModelTrainer(new LogisticRegression()).Train(TrainingSet.Of(MadeUpSeries.Of(1, 100, 0, 4), 1, DateTime.MaxValue), Options, CancellationToken.None).ShouldBeNull();

    [Fact]
    public void Set_OfSeries_KnowsNoAnswerOfTheFuture()
    {
        var series = MadeUpSeries.Of(2, 60, 0, 5);
        var until = series[0].EndUtc(40);

        var set = TrainingSet.Of(series, 5, until);

        set.Count.ShouldBeGreaterThan(0);
        set.Known.ShouldAllBe(known => known <= until.Ticks);
        set.Times.ShouldBe(set.Times.Order());
        foreach (var fold in WalkForward.Split(set, 3))
        {
            set.Known.Take(fold.TrainEnd).ShouldAllBe(known => known <= set.Times[fold.TestStart]);
        }
    }

    private static TrainingSet Set(double persistence, int seed) => TrainingSet.Of(MadeUpSeries.Of(6, 700, persistence, seed), Options.Horizon, DateTime.MaxValue);
}
