using TradingFunctions.Domain.Learning;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>Fits a model to samples.</summary>
public interface IModelFitter
{
    /// <param name="set">Samples in the order of their times.</param>
    /// <param name="end">Samples from 0 up to here, excluded, are fitted to.</param>
    /// <param name="penalty">L2 penalty on the standardised weights, 0 or more.</param>
    /// <returns>A model without calibration.</returns>
    LogisticModel Fit(TrainingSet set, int end, double penalty, CancellationToken cancellationToken);
}
