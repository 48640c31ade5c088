using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Signals;

public enum IntakeStatus
{
    /// <summary>In the queue.</summary>
    Queued,

    /// <summary>Sent before, and answered.</summary>
    Answered,

    /// <summary>The id was used before with another body; nothing was queued.</summary>
    Conflict,
}

/// <param name="Record">The stored signal: its status and, once there is one, its answer.</param>
public sealed record SignalReceipt(IntakeStatus Status, SignalRecord Record);
