using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Brokers;

/// <summary>Calls to a broker that fail together: what Alpaca serves apart.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndpointClass>))]
public enum EndpointClass
{
    /// <summary>Sending orders.</summary>
    [JsonStringEnumMemberName("orders")]
    Orders,

    /// <summary>Asking to cancel.</summary>
    [JsonStringEnumMemberName("cancels")]
    Cancels,

    /// <summary>Reading orders.</summary>
    [JsonStringEnumMemberName("reads")]
    Reads,

    /// <summary>Reading account and positions.</summary>
    [JsonStringEnumMemberName("account")]
    Account,
}

[JsonConverter(typeof(JsonStringEnumConverter<BreakerState>))]
public enum BreakerState
{
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>The break is over: the next call is the probe.</summary>
    [JsonStringEnumMemberName("halfOpen")]
    HalfOpen,

    /// <summary>Entries and polling reads are not sent; exits and cancels are.</summary>
    [JsonStringEnumMemberName("open")]
    Open,
}

/// <summary>How one class of the broker's endpoints does.</summary>
/// <param name="OpenedUtc">When the breaker opened last; null where it never did. By the wall's clock, as <paramref name="RetryUtc"/>.</param>
/// <param name="RetryUtc">When the probe may go out, while open.</param>
/// <param name="Calls">Since the host started.</param>
/// <param name="Failures">Of these without a usable answer.</param>
/// <param name="Slow">Of these with an answer that took longer than <c>broker.breaker.slowCall</c>.</param>
/// <param name="SuccessShare">Of the last 256 calls, 0 to 1: those with an answer in time.</param>
/// <param name="MedianMilliseconds">Of the last 256 calls.</param>
/// <param name="P95Milliseconds">Of the last 256 calls.</param>
/// <param name="LastFailure">The newest failure in words.</param>
public sealed record EndpointHealth(
    EndpointClass Endpoint,
    BreakerState State,
    DateTime? OpenedUtc,
    DateTime? RetryUtc,
    long Calls,
    long Failures,
    long Slow,
    double SuccessShare,
    double MedianMilliseconds,
    double P95Milliseconds,
    string? LastFailure);

/// <summary>How the broker does, by what this host saw.</summary>
public interface IBrokerHealth
{
    /// <summary>One row per class, in the order of the classes.</summary>
    EndpointHealth[] Endpoints();
}
