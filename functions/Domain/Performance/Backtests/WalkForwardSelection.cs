namespace TradingFunctions.Domain.Performance.Backtests;

/// <summary>Daily returns of one parameter set over the days that all of them went through.</summary>
/// <param name="Returns">One per day, fractions.</param>
public sealed record SweepSeries(string Id, double[] Returns);

/// <summary>One step of a walk through time.</summary>
/// <param name="TrainFrom">First day looked at.</param>
/// <param name="TestFrom">First day traded with the choice.</param>
/// <param name="TestTo">Last day traded with it.</param>
/// <param name="Chosen">Id of the set that was best before the test.</param>
/// <param name="TrainMetric">Its metric before the test; null where it is not defined.</param>
/// <param name="TestMetric">Its metric in the test.</param>
/// <param name="TestReturn">Compounded return of the test, a fraction.</param>
/// <param name="Rank">Place of the choice among all sets in the test, 1 the best.</param>
public sealed record SelectionFold(DateOnly TrainFrom, DateOnly TestFrom, DateOnly TestTo, string Chosen, double? TrainMetric, double? TestMetric, double TestReturn, int Rank);

/// <summary>What choosing by the past would have come to.</summary>
/// <param name="OutOfSample">Statistics of the tests, put together in the order of time.</param>
/// <param name="Efficiency">Mean daily return of the tests over that of the choices' training (Pardo, 2008); null where training had no gain.</param>
public sealed record SelectionResult(IReadOnlyList<SelectionFold> Folds, ReturnStatistics OutOfSample, double? Efficiency);

/// <summary>Walks through time (Pardo, <i>The Evaluation and Optimization of Trading Strategies</i>, 2008): before each test the set that was best until then is chosen, and
/// only what it then came to counts.</summary>
public static class WalkForwardSelection
{
    /// <param name="days">Days of the returns, ascending.</param>
    /// <param name="series">Parameter sets; of equal ones the first is chosen.</param>
    /// <param name="folds">Tests, at least 1; the days are cut into one part more.</param>
    /// <exception cref="ArgumentException">No set, a set of another length, or fewer days than parts.</exception>
    public static SelectionResult Run(IReadOnlyList<DateOnly> days, IReadOnlyList<SweepSeries> series, int folds, SweepMetric metric)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 1);
        if (series.Count == 0 || series.Any(one => one.Returns.Length != days.Count))
        {
            throw new ArgumentException($"Every parameter set needs one return for each of {days.Count} days, and there must be a set.", nameof(series));
        }

        if (days.Count < folds + 1)
        {
            throw new ArgumentException($"{folds} tests need more than {days.Count} days.", nameof(folds));
        }

        var (steps, outOfSample) = (new List<SelectionFold>(), ReturnStatistics.None);
        double trained = 0, tested = 0;
        for (var fold = 1; fold <= folds; fold++)
        {
            var (start, end) = (days.Count * fold / (folds + 1), days.Count * (fold + 1) / (folds + 1));
            var before = series.Select(one => Of(one, 0, start)).ToArray();
            var chosen = Best(before, metric);
            var after = series.Select(one => Of(one, start, end)).ToArray();
            var score = SweepMetrics.Of(metric, after[chosen]);
            steps.Add(new SelectionFold(
                days[0],
                days[start],
                days[end - 1],
                series[chosen].Id,
                Finite(SweepMetrics.Of(metric, before[chosen])),
                Finite(score),
                after[chosen].TotalReturn,
                1 + after.Count(other => SweepMetrics.Of(metric, other) > score)));
            trained += before[chosen].Mean / folds;
            tested += after[chosen].Mean / folds;
            for (var i = start; i < end; i++)
            {
                outOfSample = outOfSample.Add(series[chosen].Returns[i]);
            }
        }

        return new SelectionResult(steps, outOfSample, trained > 0 ? tested / trained : null);
    }

    private static ReturnStatistics Of(SweepSeries one, int from, int to) => ReturnStatistics.Of(one.Returns.AsSpan(from, to - from));

    private static int Best(ReturnStatistics[] candidates, SweepMetric metric)
    {
        var best = 0;
        for (var i = 1; i < candidates.Length; i++)
        {
            if (SweepMetrics.Of(metric, candidates[i]) > SweepMetrics.Of(metric, candidates[best]))
            {
                best = i;
            }
        }

        return best;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
