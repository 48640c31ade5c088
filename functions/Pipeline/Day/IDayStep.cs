namespace TradingFunctions.Pipeline.Day;

/// <summary>Something more that a host does with a closed day: the risk report, an upload. Registered as a service; runs after the day's record is stored, apart from the other steps.</summary>
public interface IDayStep
{
    /// <summary>Unique; goes into the history of the orchestration.</summary>
    string Name { get; }

    /// <summary>Idempotent: it may run more than once for a day. A failure is tried again, then reported, and stops nothing else.</summary>
    Task Run(DateOnly date, CancellationToken cancellationToken);
}
