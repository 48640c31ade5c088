using TradingFunctions.Domain.Learning;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>How a model is trained.</summary>
/// <param name="Horizon">Bars ahead that are predicted, 1 to 250.</param>
/// <param name="Folds">Walk-forward tests, 2 to 50.</param>
/// <param name="Penalty">L2 penalty on the standardised weights.</param>
public sealed record TrainingOptions(int Horizon = 5, int Folds = 6, double Penalty = 10);

/// <summary>A model with what its walk through time was worth.</summary>
/// <param name="Forecasts">Out of sample, in the order of their times; calibrated by what was known before each.</param>
public sealed record TrainedModel(LogisticModel Model, ModelScore Score, IReadOnlyList<Forecast> Forecasts);

/// <summary>Walks through time with a fitter: every prediction comes from a model, and a calibration, of the past alone; the model that is kept is fitted to everything.</summary>
public sealed class ModelTrainer(IModelFitter fitter)
{
    /// <summary>Fewer samples are not fitted to.</summary>
    public const int LeastSamples = 500;

    /// <returns>Null with too few samples or too little time for two folds.</returns>
    public TrainedModel? Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        if (set.Count < LeastSamples || WalkForward.Split(set, options.Folds) is not { Count: >= 2 } folds)
        {
            return null;
        }

        var forecasts = new List<Forecast>();
        foreach (var fold in folds)
        {
            var model = fitter.Fit(set, fold.TrainEnd, options.Penalty, cancellationToken);
            var baseRate = Math.Clamp((double)set.Labels.AsSpan(0, fold.TrainEnd).Count(true) / fold.TrainEnd, 1e-6, 1 - 1e-6);
            var (scale, shift) = Calibration(forecasts, set.Times[fold.TestStart]);
            for (var i = fold.TestStart; i < fold.TestEnd; i++)
            {
                var prediction = new Prediction(set.Times[i], set.Known[i], model.LogOdds(set.Features(i)), baseRate, set.Labels[i]);
                forecasts.Add(new Forecast(i, prediction, LogisticModel.Logistic((scale * prediction.LogOdds) + shift)));
            }
        }

        var (lastScale, lastShift) = PlattScaling.Fit([.. forecasts.Select(forecast => forecast.Prediction)]);
        var final = fitter.Fit(set, set.Count, options.Penalty, cancellationToken) with { Scale = lastScale, Shift = lastShift };
        return new TrainedModel(final, ModelScore.Of(forecasts), forecasts);
    }

    /// <summary>From earlier folds, as far as their answers are known; none before.</summary>
    private static (double Scale, double Shift) Calibration(List<Forecast> earlier, long time)
    {
        Prediction[] known = [.. earlier.Where(forecast => forecast.Prediction.Known <= time).Select(forecast => forecast.Prediction)];
        return known.Length < LeastSamples ? (1, 0) : PlattScaling.Fit(known);
    }
}
