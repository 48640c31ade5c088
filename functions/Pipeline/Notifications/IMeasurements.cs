using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Pipeline.Notifications;

/// <summary>Gives the pipeline's condition from what its instruments have recorded.</summary>
public interface IMeasurements
{
    /// <summary>The condition now; latency is that of the signals since the last time this was asked.</summary>
    Measured Measure();
}
