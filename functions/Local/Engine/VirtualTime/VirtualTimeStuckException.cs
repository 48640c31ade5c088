namespace TradingFunctions.Local.Engine.VirtualTime;

/// <summary>Why virtual time cannot go on.</summary>
public enum StuckReason
{
    /// <summary>Instances wait and nothing is scheduled that could wake them.</summary>
    Deadlock,

    /// <summary>One instant does not come to an end.</summary>
    Livelock,
}

/// <summary>Virtual time cannot go on; the message names what waits or what does not end.</summary>
public sealed class VirtualTimeStuckException(StuckReason reason, DateTime atUtc, string message) : Exception(message)
{
    public StuckReason Reason { get; } = reason;

    public DateTime AtUtc { get; } = atUtc;
}
