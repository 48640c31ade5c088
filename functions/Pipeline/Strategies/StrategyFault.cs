using System.Text.Json.Serialization;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Strategies;

[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>It threw.</summary>
    [JsonStringEnumMemberName("threw")]
    Threw,

    /// <summary>It did not answer within its time budget.</summary>
    [JsonStringEnumMemberName("overran")]
    Overran,

    /// <summary>What it gave is no signal.</summary>
    [JsonStringEnumMemberName("badSignal")]
    BadSignal,
}

/// <summary>Why a strategy was switched off by the host. It stays off until a person enables it.</summary>
/// <param name="AtUtc">Time of the check, on the market's clock.</param>
/// <param name="Symbol">What it was looking at.</param>
/// <param name="Message">For people.</param>
public sealed record StrategyFault(StrategyId Strategy, FaultKind Kind, DateTime AtUtc, Symbol Symbol, string Message);
