using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<QueueKind>))]
public enum QueueKind
{
    /// <summary>A file of this machine, worked by the embedded host.</summary>
    Embedded,

    /// <summary>A queue of the storage account: the Functions app on Azurite.</summary>
    StorageQueue,

    /// <summary>A Service Bus queue: the Functions app on Azure.</summary>
    ServiceBus,
}

/// <summary>The signal queue.</summary>
public sealed record QueueOptions
{
    /// <summary>Default embedded.</summary>
    public QueueKind Kind { get; init; }

    /// <summary>How long a message stays hidden while it is worked on. Default 2 minutes, the time-out of an execution.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Deliveries before a message is set aside as poison. Default 5; the Functions app takes at most what its queue itself allows.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Messages worked on at a time. Default 16.</summary>
    [Range(1, 256)]
    public int BatchSize { get; init; } = 16;

    /// <summary>Wait after the first failure; it doubles with every further one. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "00:10:00")]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How old a signal may become while it waits for the broker's message budget; <c>risk.maxSignalAge</c> ends it earlier. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait between two attempts. Default 1 minute; a message of Service Bus is held for two at most, as long as its lock is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "01:00:00")]
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait after an attempt that failed.</summary>
    /// <param name="attempts">Deliveries so far, that one included.</param>
    public TimeSpan WaitAfter(int attempts)
    {
        var delay = FirstRetry * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        return delay < LongestRetry ? delay : LongestRetry;
    }
}
