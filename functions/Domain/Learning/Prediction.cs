namespace TradingFunctions.Domain.Learning;

/// <summary>What a model said of a sample that it was not trained on, and what came.</summary>
/// <param name="Time">End of the sample's bar, UTC ticks.</param>
/// <param name="Known">When the answer was known, UTC ticks.</param>
/// <param name="LogOdds">Before calibration.</param>
/// <param name="BaseRate">Share of ups among the samples that the model was trained on.</param>
public readonly record struct Prediction(long Time, long Known, double LogOdds, double BaseRate, bool WentUp);

/// <summary>A prediction with its calibrated probability.</summary>
/// <param name="Sample">Index in the training set.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct Forecast(int Sample, Prediction Prediction, double Probability)
{
    /// <summary>Negative log likelihood of what came.</summary>
    public double Loss => ModelScore.Loss(Probability, Prediction.WentUp);

    /// <summary>The same of the base rate.</summary>
    public double BaseLoss => ModelScore.Loss(Prediction.BaseRate, Prediction.WentUp);
}
