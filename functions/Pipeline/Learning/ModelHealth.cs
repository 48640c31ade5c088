using TradingFunctions.Domain.Learning;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>How the current model did on what came after its training.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Samples">Predictions whose answers are known.</param>
/// <param name="Gain">Nats per sample over the frequency of ups among them; below 0 it is worse than no model.</param>
/// <param name="Significance">Student's t of the gain; 0 while there is too little to tell.</param>
/// <param name="HasDrifted">Worse than no model beyond doubt: a retraining is wanted.</param>
public sealed record ModelHealth(DateTime AsOfUtc, string Model, int Samples, double Gain, double Significance, bool HasDrifted)
{
    /// <summary>Student's t of a loss that counts as drift: once in 44 looks by chance.</summary>
    public const double Drift = -2;

    /// <param name="record">The model that is looked at.</param>
    /// <param name="set">Samples up to now; those from before the end of its training are left out.</param>
    public static ModelHealth Of(ModelRecord record, LogisticModel model, TrainingSet set, DateTime nowUtc)
    {
        var from = Array.FindIndex(set.Times, time => time > record.TrainedUntilUtc.Ticks);
        var count = from < 0 ? 0 : set.Count - from;
        if (count == 0)
        {
            return new ModelHealth(nowUtc, record.Id, 0, 0, 0, HasDrifted: false);
        }

        var baseRate = Math.Clamp((double)set.Labels.AsSpan(from).Count(true) / count, 1e-6, 1 - 1e-6);
        var forecasts = new Forecast[count];
        for (var i = 0; i < count; i++)
        {
            var sample = from + i;
            var features = set.Features(sample);
            forecasts[i] = new Forecast(sample, new Prediction(set.Times[sample], set.Known[sample], model.LogOdds(features), baseRate, set.Labels[sample]), model.Probability(features));
        }

        var score = ModelScore.Of(forecasts);
        return new ModelHealth(nowUtc, record.Id, count, score.Gain, score.Significance, score.Significance <= Drift);
    }
}
