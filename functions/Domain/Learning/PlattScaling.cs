namespace TradingFunctions.Domain.Learning;

/// <summary>Calibrates log odds by a line (Platt, 1999), fitted by Newton's method as Lin, Lin and Weng (2007) do, with their smoothed targets.</summary>
public static class PlattScaling
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-10;
    private const double Ridge = 1e-12;

    /// <returns>Slope and intercept; 1 and 0 where there is nothing to fit.</returns>
    public static (double Scale, double Shift) Fit(IReadOnlyList<Prediction> predictions)
    {
        var ups = predictions.Count(prediction => prediction.WentUp);
        var downs = predictions.Count - ups;
        if (ups == 0 || downs == 0)
        {
            return (1, 0);
        }

        var (high, low) = ((ups + 1d) / (ups + 2d), 1d / (downs + 2d));
        var (scale, shift) = (0d, Math.Log((ups + 1d) / (downs + 1d)));
        var value = Objective(predictions, high, low, scale, shift);
        for (var step = 0; step < MostSteps; step++)
        {
            double g0 = 0, g1 = 0, h00 = Ridge, h01 = 0, h11 = Ridge;
            foreach (var prediction in predictions)
            {
                var p = LogisticModel.Logistic((scale * prediction.LogOdds) + shift);
                var (error, weight) = (p - (prediction.WentUp ? high : low), p * (1 - p));
                g0 += error * prediction.LogOdds;
                g1 += error;
                h00 += weight * prediction.LogOdds * prediction.LogOdds;
                h01 += weight * prediction.LogOdds;
                h11 += weight;
            }

            var determinant = (h00 * h11) - (h01 * h01);
            if (Math.Abs(g0) < Tolerance * predictions.Count && Math.Abs(g1) < Tolerance * predictions.Count || !(determinant > 0))
            {
                break;
            }

            var (d0, d1) = (-((h11 * g0) - (h01 * g1)) / determinant, -((h00 * g1) - (h01 * g0)) / determinant);
            var length = 1d;
            for (; length > 1e-10; length /= 2)
            {
                var next = Objective(predictions, high, low, scale + (length * d0), shift + (length * d1));
                if (next < value + (1e-4 * length * ((g0 * d0) + (g1 * d1))))
                {
                    value = next;
                    break;
                }
            }

            if (length <= 1e-10)
            {
                break;
            }

            (scale, shift) = (scale + (length * d0), shift + (length * d1));
        }

        return (scale, shift);
    }

    private static double Objective(IReadOnlyList<Prediction> predictions, double high, double low, double scale, double shift)
    {
        double sum = 0;
        foreach (var prediction in predictions)
        {
            var target = prediction.WentUp ? high : low;
            var odds = (scale * prediction.LogOdds) + shift;

            // log(1 + e^x) - t x, without overflow.
            sum += (odds >= 0 ? odds + Math.Log(1 + Math.Exp(-odds)) : Math.Log(1 + Math.Exp(odds))) - (target * odds);
        }

        return sum;
    }
}
