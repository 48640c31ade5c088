using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Trading.Watching;

/// <summary>What is watched.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WatchKind>))]
public enum WatchKind
{
    [JsonStringEnumMemberName("dailyLoss")]
    DailyLoss,

    [JsonStringEnumMemberName("drawdown")]
    Drawdown,

    [JsonStringEnumMemberName("brokenInvariant")]
    BrokenInvariant,

    [JsonStringEnumMemberName("brokerDisagreement")]
    BrokerDisagreement,

    [JsonStringEnumMemberName("staleMarket")]
    StaleMarket,

    [JsonStringEnumMemberName("repeatedExecutions")]
    RepeatedExecutions,

    [JsonStringEnumMemberName("openBreaker")]
    OpenBreaker,
}

/// <summary>Something that keeps trading from being active.</summary>
/// <param name="Action">What follows from it.</param>
/// <param name="Detail">The figures, in words.</param>
public sealed record Finding(WatchKind Kind, WatchAction Action, string Detail);
