namespace TradingFunctions.Domain.Learning;

/// <summary>Probability that the price is higher some bars later: a logistic regression on standardised features, calibrated.</summary>
/// <param name="FeatureVersion">Of <see cref="BarFeatures"/>.</param>
/// <param name="Horizon">Bars ahead.</param>
/// <param name="Means">Per feature, of the training samples.</param>
/// <param name="Deviations">Per feature, positive.</param>
/// <param name="Weights">Per standardised feature.</param>
/// <param name="Bias">Log odds where every feature is at its mean.</param>
/// <param name="Scale">Slope of the calibration (Platt, 1999), on the log odds.</param>
/// <param name="Shift">Intercept of the calibration.</param>
public sealed record LogisticModel(int FeatureVersion, int Horizon, double[] Means, double[] Deviations, double[] Weights, double Bias, double Scale = 1, double Shift = 0)
{
    /// <summary>Calibrated probability, 0 to 1.</summary>
    /// <param name="features">In the order of <see cref="BarFeatures.Names"/>.</param>
    public double Probability(ReadOnlySpan<double> features) => Logistic((Scale * LogOdds(features)) + Shift);

    /// <summary>The same model, to which these features are at their mean always: where they cannot be known.</summary>
    public LogisticModel Without(IReadOnlyCollection<int> features) => this with { Weights = [.. Weights.Select((weight, i) => features.Contains(i) ? 0 : weight)] };

    /// <summary>Before calibration.</summary>
    public double LogOdds(ReadOnlySpan<double> features)
    {
        var sum = Bias;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * (features[i] - Means[i]) / Deviations[i];
        }

        return sum;
    }

    /// <summary>1 / (1 + e^-x), without overflow.</summary>
    public static double Logistic(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>What is wrong with it; null where it can be used.</summary>
    public string? Fault()
    {
        var width = BarFeatures.Names.Count;
        if (FeatureVersion != BarFeatures.Version)
        {
            return $"It was trained on version {FeatureVersion} of the features, this program has version {BarFeatures.Version}.";
        }

        if (Means.Length != width || Deviations.Length != width || Weights.Length != width)
        {
            return $"It has {Weights.Length} weights, {Means.Length} means and {Deviations.Length} deviations for {width} features.";
        }

        if (Array.Exists(Deviations, deviation => !(deviation > 0)))
        {
            return "A deviation is not positive.";
        }

        return Array.TrueForAll([.. Means, .. Deviations, .. Weights, Bias, Scale, Shift], double.IsFinite) && Horizon is >= 1 and <= 250
            ? null
            : "A number is not finite, or the horizon is not 1 to 250.";
    }
}
