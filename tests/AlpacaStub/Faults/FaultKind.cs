using System.Text.Json.Serialization;

namespace TradingFunctions.AlpacaStub.Faults;

/// <summary>What can go wrong between a broker and its client.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>The request waits before it is looked at, possibly for longer than its caller.</summary>
    [JsonStringEnumMemberName("latency")]
    Latency,

    /// <summary>429 with rate headers; nothing was done.</summary>
    [JsonStringEnumMemberName("rateLimit")]
    RateLimit,

    /// <summary>500 or 503; nothing was done, which the caller cannot know.</summary>
    [JsonStringEnumMemberName("serverError")]
    ServerError,

    /// <summary>The connection breaks before the request is looked at.</summary>
    [JsonStringEnumMemberName("connectionReset")]
    ConnectionReset,

    /// <summary>Done, and then 504, a broken connection, or no answer at all.</summary>
    [JsonStringEnumMemberName("executedButTimedOut")]
    ExecutedButTimedOut,

    /// <summary>A read tells how things stood some time ago.</summary>
    [JsonStringEnumMemberName("staleRead")]
    StaleRead,

    /// <summary>A market order fills in parts.</summary>
    [JsonStringEnumMemberName("partialFill")]
    PartialFill,

    /// <summary>An order is refused after it was accepted.</summary>
    [JsonStringEnumMemberName("asyncReject")]
    AsyncReject,

    /// <summary>The stream tells an event twice.</summary>
    [JsonStringEnumMemberName("duplicateEvent")]
    DuplicateEvent,

    /// <summary>The stream tells an event after its successor.</summary>
    [JsonStringEnumMemberName("reorderedEvent")]
    ReorderedEvent,

    /// <summary>The stream stays connected and loses everything for a while.</summary>
    [JsonStringEnumMemberName("silentStream")]
    SilentStream,
}
