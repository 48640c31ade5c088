using TradingFunctions.Domain.Performance.Backtests;

namespace TradingFunctions.Domain.Tests.Performance;

public sealed class WalkForwardSelectionTests
{
    private static readonly DateOnly[] Days = [.. Enumerable.Range(1, 6).Select(day => new DateOnly(2024, 3, day))];

    private static readonly SweepSeries Early = new("early", [0.02, 0.02, 0.00, -0.01, -0.01, -0.01]);
    private static readonly SweepSeries Late = new("late", [0.00, 0.01, 0.05, 0.05, 0.03, 0.04]);

    [Fact]
    public void Run_TwoSets_ChoosesByThePastAlone()
    {
        var result = WalkForwardSelection.Run(Days, [Early, Late], folds: 2, SweepMetric.Return);

        result.Folds.Select(fold => fold.Chosen).ShouldBe(["early", "late"]);
        result.Folds.Select(fold => (fold.TestFrom.Day, fold.TestTo.Day)).ShouldBe([(3, 4), (5, 6)]);
        result.Folds[0].TrainMetric!.Value.ShouldBe((1.02 * 1.02) - 1, 1e-12);
        result.Folds[0].TestReturn.ShouldBe(-0.01, 1e-12);
        result.Folds[0].Rank.ShouldBe(2);
        result.Folds[1].TestReturn.ShouldBe((1.03 * 1.04) - 1, 1e-12);
        result.Folds[1].Rank.ShouldBe(1);
        result.OutOfSample.TotalReturn.ShouldBe((0.99 * 1.03 * 1.04) - 1, 1e-12);
        result.Efficiency!.Value.ShouldBe((-0.005 + 0.035) / (0.02 + 0.0275), 1e-12);
    }

    [Fact]
    public void Run_FutureChanged_ChoosesTheSameBeforeIt()
    {
        var changed = Late with { Returns = [0.00, 0.01, 0.05, 0.05, -0.50, -0.50] };

        var result = WalkForwardSelection.Run(Days, [Early, changed], folds: 2, SweepMetric.Return);

        result.Folds.Select(fold => fold.Chosen).ShouldBe(["early", "late"]);
        result.Folds[1].TestReturn.ShouldBe(-0.75, 1e-12);
    }

    [Fact]
    public void Run_EqualSets_TakesTheFirstAndUndefinedMetricsLast()
    {
        var still = new SweepSeries("still", new double[6]);

        WalkForwardSelection.Run(Days, [still, Late, Late with { Id = "twin" }], folds: 1, SweepMetric.Sharpe).Folds[0].Chosen.ShouldBe("late");
    }

    [Fact]
    public void Run_BadInput_IsRefused()
    {
        Should.Throw<ArgumentException>(() => WalkForwardSelection.Run(Days, [], 2, SweepMetric.Return));
        Should.Throw<ArgumentException>(() => WalkForwardSelection.Run(Days, [Early with { Returns = [0.1] }], 2, SweepMetric.Return));
        Should.Throw<ArgumentException>(() => WalkForwardSelection.Run(Days, [Early], 6, SweepMetric.Return));
    }
}
