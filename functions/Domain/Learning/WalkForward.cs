using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Learning;

/// <summary>One step of a walk through time: what is trained on, what is tested on. Indices of samples, the end excluded.</summary>
/// <param name="TrainEnd">Samples from 0 up to here are trained on: all of their answers were known before the first test sample.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Fold(int TrainEnd, int TestStart, int TestEnd);

/// <summary>Splits samples by time, always training on the past alone (Pardo, <i>The Evaluation and Optimization of Trading Strategies</i>, 2008), with answers purged that
/// reach into the test (López de Prado, <i>Advances in Financial Machine Learning</i>, 2018, ch. 7).</summary>
public static class WalkForward
{
    /// <param name="folds">Tests, 1 to 50; the time is cut into one part more.</param>
    /// <returns>Fewer folds where there are too few different times.</returns>
    public static IReadOnlyList<Fold> Split(TrainingSet set, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, 50);
        var result = new List<Fold>();
        for (var fold = 1; fold <= folds; fold++)
        {
            var (start, end) = (Boundary(set, fold, folds + 1), Boundary(set, fold + 1, folds + 1));
            if (start >= end)
            {
                continue;
            }

            var trainEnd = start;
            while (trainEnd > 0 && set.Known[trainEnd - 1] > set.Times[start])
            {
                trainEnd--;
            }

            if (trainEnd > 0)
            {
                result.Add(new Fold(trainEnd, start, end));
            }
        }

        return result;
    }

    /// <summary>Start of a part, moved back to the first sample of its time.</summary>
    private static int Boundary(TrainingSet set, int part, int parts)
    {
        var at = (int)((long)set.Count * part / parts);
        while (at > 0 && at < set.Count && set.Times[at - 1] == set.Times[at])
        {
            at--;
        }

        return at;
    }
}
