using System.Globalization;

namespace TradingFunctions.Domain.Learning;

/// <summary>Whether a candidate takes the place of the current model.</summary>
/// <param name="Reason">One sentence.</param>
public sealed record Promotion(bool IsPromoted, string Reason);

/// <summary>A model trades only when it was better out of sample, beyond doubt.</summary>
public static class PromotionRule
{
    /// <summary>
    /// Student's t that the gain over the base rate must reach. At 4, noise passes once in 30,000 trials: 20 seeds of shuffled labels practically never.
    /// </summary>
    public const double LeastSignificance = 4;

    /// <summary>Student's t that the gain over the current model must reach: once in 44 trials by chance.</summary>
    public const double LeastOverCurrent = 2;

    /// <param name="candidate">Score of its walk-forward predictions.</param>
    /// <param name="overCurrent">Student's t of the candidate's gain over the current model, on samples after the current one's training; null without a current model.</param>
    public static Promotion Decide(ModelScore candidate, double? overCurrent)
    {
        if (!(candidate.Gain > 0) || candidate.Significance < LeastSignificance)
        {
            return new Promotion(false, string.Create(
                CultureInfo.InvariantCulture,
                $"Not better than the base rate out of sample: gain {candidate.Gain:0.000000} nats, t {candidate.Significance:0.00} of {LeastSignificance} needed."));
        }

        return overCurrent switch
        {
            null => new Promotion(true, string.Create(CultureInfo.InvariantCulture, $"Better than the base rate out of sample: gain {candidate.Gain:0.000000} nats, t {candidate.Significance:0.00}.")),
            >= LeastOverCurrent => new Promotion(true, string.Create(CultureInfo.InvariantCulture, $"Better than the current model on what came after its training: t {overCurrent:0.00}.")),
            _ => new Promotion(false, string.Create(
                CultureInfo.InvariantCulture, $"Not better than the current model on what came after its training: t {overCurrent:0.00} of {LeastOverCurrent} needed.")),
        };
    }
}
