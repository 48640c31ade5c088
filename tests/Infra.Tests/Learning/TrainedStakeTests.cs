using TradingFunctions.Domain;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Sizing;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Infra.Learning;
using TradingFunctions.Pipeline.Learning;

namespace TradingFunctions.Infra.Tests.Learning;

/// <summary>From a trained model to money: the probability that Kelly stakes by is as often right as it says.</summary>
public sealed class TrainedStakeTests
{
    private const decimal Distance = 0.02m;

    private static readonly SizingOptions Kelly = new() { Method = SizingMethod.FractionalKelly, KellyFraction = 0.25m };

    [Fact]
    public void Model_StakesItsCalibratedProbabilityByKelly_AndItIsAsOftenRight()
    {
        var set = TrainingSet.Of(MadeUpSeries.Of(6, 700, 0.4, seed: 2), horizon: 1, DateTime.MaxValue);
        var model = new ModelTrainer(new LogisticRegression()).Train(set, new TrainingOptions(Horizon: 1, Folds: 4, Penalty: 10), CancellationToken.None)!.Model;
        var strategy = new TrainedStrategy(new TrainedParameters { BuyAbove = 0.52, SellBelow = 0.48 }, () => model);
        var (bets, right, said) = (0, 0, 0d);
        Span<double> features = stackalloc double[BarFeatures.Count];

        // Bars that it has not seen.
        foreach (var series in MadeUpSeries.Of(6, 700, 0.4, seed: 77))
        {
            for (var bar = strategy.RequiredBars; bar < series.Count - 1; bar++)
            {
                var window = series.WindowOf(bar + 1, strategy.RequiredBars);
                var signal = strategy.Evaluate(new StrategyInput(series.Symbol, window));
                if (signal.Action == SignalAction.Hold)
                {
                    continue;
                }

                BarFeatures.TryRead(window, features).ShouldBeTrue();
                var up = model.Probability(features);
                var p = signal.Action == SignalAction.Buy ? up : 1 - up;
                signal.Confidence.ShouldBe(p, 1e-12);
                StakeOf(signal, series[bar].Close).ShouldBe(0.25m * Math.Min(1m, (decimal)((2 * p) - 1) / Distance), 1e-6m);

                bets++;
                said += p;
                right += signal.Action == SignalAction.Buy == series[bar + 1].Close > series[bar].Close ? 1 : 0;
            }
        }

        // Four standard errors of a share.
        bets.ShouldBeGreaterThan(1_000);
        ((double)right / bets).ShouldBe(said / bets, 4 * Math.Sqrt(0.25 / bets));
    }

    [Fact]
    public void Calibration_ThatIsLessSure_StakesLess()
    {
        var model = new LogisticModel(BarFeatures.Version, 1, new double[BarFeatures.Count], [.. Enumerable.Repeat(1d, BarFeatures.Count)], new double[BarFeatures.Count], Bias: 0.2);
        var series = MadeUpSeries.Of(1, 60, 0, seed: 5)[0];

        // Even distances of two per cent: p / 0.02 - (1 - p) / 0.02, and a quarter of it, where that is below all of the equity.
        Staked(model with { Scale = 0.05 }).ShouldBe(Expected(0.01), 1e-6m);
        Staked(model with { Scale = 0.02 }).ShouldBe(Expected(0.004), 1e-6m);
        Expected(0.01).ShouldBeGreaterThan(Expected(0.004));

        decimal Staked(LogisticModel calibrated)
        {
            var strategy = new TrainedStrategy(new TrainedParameters { BuyAbove = 0.500001 }, () => calibrated);
            return StakeOf(strategy.Evaluate(new StrategyInput(series.Symbol, series.WindowOf(60, strategy.RequiredBars))), series[59].Close);
        }

        static decimal Expected(double logOdds) => 0.25m * (decimal)((2 / (1 + Math.Exp(-logOdds))) - 1) / Distance;
    }

    /// <summary>The stake with stop and target as far from the price as each other, as an entry is sized.</summary>
    private static decimal StakeOf(StrategySignal signal, double close)
    {
        var (entry, side) = (Math.Round((decimal)close, 2), signal.Action == SignalAction.Buy ? 1m : -1m);
        var stake = Stake.For(Kelly, new Price(entry), new Price(entry * (1m - (side * Distance))), new Price(entry * (1m + (side * Distance))), Math.Round((decimal)signal.Confidence, 9));
        stake.Method.ShouldBe(SizingMethod.FractionalKelly);
        return stake.Share;
    }
}
