namespace TradingFunctions.Domain.Learning;

/// <summary>How good predictions were. Lower losses are better.</summary>
/// <param name="Samples">Predictions judged.</param>
/// <param name="LogLoss">Mean negative log likelihood of what came, natural logarithm (Good, 1952).</param>
/// <param name="BaseLogLoss">The same of the base rate alone.</param>
/// <param name="Brier">Mean squared error of the probability (Brier, 1950).</param>
/// <param name="Auc">Chance that a sample that went up was given a higher probability than one that did not (Hanley and McNeil, 1982).</param>
/// <param name="HitRate">Share of samples on the right side of one half.</param>
/// <param name="CalibrationError">Mean distance between probability and frequency over ten bins, weighted (Naeini et al., 2015).</param>
/// <param name="Significance">Student's t of the gain in log loss over the base rate, over stretches of time that share no answers.</param>
public sealed record ModelScore(int Samples, double LogLoss, double BaseLogLoss, double Brier, double Auc, double HitRate, double CalibrationError, double Significance)
{
    private const int Bins = 10;

    /// <summary>Gain over the base rate, nats per sample.</summary>
    public double Gain => BaseLogLoss - LogLoss;

    /// <param name="forecasts">In the order of their times, at least one.</param>
    public static ModelScore Of(IReadOnlyList<Forecast> forecasts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(forecasts.Count);
        var bins = new (int Count, double Sum, int Ups)[Bins];
        double loss = 0, baseLoss = 0, squared = 0;
        var hits = 0;
        foreach (var forecast in forecasts)
        {
            var (p, wentUp) = (forecast.Probability, forecast.Prediction.WentUp);
            loss += forecast.Loss;
            baseLoss += forecast.BaseLoss;
            var error = p - (wentUp ? 1 : 0);
            squared += error * error;
            hits += p > 0.5 == wentUp ? 1 : 0;
            ref var bin = ref bins[Math.Min(Bins - 1, (int)(p * Bins))];
            bin = (bin.Count + 1, bin.Sum + p, bin.Ups + (wentUp ? 1 : 0));
        }

        var count = forecasts.Count;
        return new ModelScore(
            count,
            loss / count,
            baseLoss / count,
            squared / count,
            AreaUnderCurve(forecasts),
            (double)hits / count,
            bins.Where(bin => bin.Count > 0).Sum(bin => Math.Abs(bin.Sum - bin.Ups)) / count,
            PairedTest.Statistic(forecasts, forecast => forecast.BaseLoss - forecast.Loss));
    }

    /// <summary>Negative log likelihood of what came, for a probability kept off 0 and 1.</summary>
    public static double Loss(double probability, bool wentUp)
    {
        var p = Math.Clamp(probability, 1e-12, 1 - 1e-12);
        return -Math.Log(wentUp ? p : 1 - p);
    }

    /// <summary>By ranks (Mann and Whitney, 1947), ties shared; one half where all went one way.</summary>
    private static double AreaUnderCurve(IReadOnlyList<Forecast> forecasts)
    {
        var sorted = forecasts.Select(forecast => (P: forecast.Probability, forecast.Prediction.WentUp)).OrderBy(item => item.P).ToArray();
        double ranks = 0;
        long ups = 0;
        for (var from = 0; from < sorted.Length;)
        {
            var to = from;
            while (to < sorted.Length && sorted[to].P.Equals(sorted[from].P))
            {
                to++;
            }

            var rank = (from + 1 + to) / 2d;
            for (; from < to; from++)
            {
                if (sorted[from].WentUp)
                {
                    ranks += rank;
                    ups++;
                }
            }
        }

        var downs = sorted.Length - ups;
        return ups == 0 || downs == 0 ? 0.5 : (ranks - (ups * (ups + 1) / 2d)) / ((double)ups * downs);
    }
}
