namespace TradingFunctions.Domain.Learning;

/// <summary>Whether one forecast is better than another, by their losses on the same samples.</summary>
public static class PairedTest
{
    /// <summary>Fewer stretches say nothing.</summary>
    public const int LeastStretches = 10;

    /// <summary>
    /// Student's t of the mean difference over stretches of time (Diebold and Mariano, 1995, on block means). Samples of one time are of one market, and answers overlap for as long as
    /// the horizon: both are dependent, so that differences are averaged over stretches in which the first answer is known before the next stretch begins.
    /// </summary>
    /// <param name="forecasts">In the order of their times.</param>
    /// <param name="difference">Positive where the first one was better.</param>
    /// <returns>0 with fewer than <see cref="LeastStretches"/> stretches, or without variation.</returns>
    public static double Statistic(IReadOnlyList<Forecast> forecasts, Func<Forecast, double> difference)
    {
        var means = new List<double>();
        for (var from = 0; from < forecasts.Count;)
        {
            // One horizon may stand over a weekend: the longest wait for an answer ends the stretch.
            var ends = forecasts[from].Prediction.Known;
            double sum = 0;
            var to = from;
            for (; to < forecasts.Count && forecasts[to].Prediction.Time < ends; to++)
            {
                sum += difference(forecasts[to]);
            }

            if (to == from)
            {
                break;
            }

            means.Add(sum / (to - from));
            from = to;
        }

        if (means.Count < LeastStretches)
        {
            return 0;
        }

        var mean = means.Average();
        var variance = means.Sum(value => (value - mean) * (value - mean)) / (means.Count - 1);
        return variance > 0 ? mean / Math.Sqrt(variance / means.Count) : 0;
    }
}
