using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<BrokerKind>))]
public enum BrokerKind
{
    /// <summary>The simulated exchange inside this process.</summary>
    Simulated,

    AlpacaPaper,

    AlpacaLive,
}

/// <summary>Where orders go.</summary>
public sealed record BrokerOptions
{
    /// <summary>Default simulated.</summary>
    public BrokerKind Kind { get; init; }

    /// <summary>Key of a remote broker; set it as <c>${VARIABLE}</c>, not as text.</summary>
    [Secret]
    public string? KeyId { get; init; }

    /// <summary>Secret of a remote broker; set it as <c>${VARIABLE}</c>, not as text.</summary>
    [Secret]
    public string? Secret { get; init; }

    /// <summary>What live trading needs besides its kind: the name of the account, written once more. See docs/going-live.md.</summary>
    public string? ConfirmLive { get; init; }

    /// <summary>A stand-in on this machine that is called in Alpaca's place; not for live trading.</summary>
    public string? Address { get; init; }

    /// <summary>How long one call may take before its order counts as unresolved. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1000000", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Circuit breakers, one per class of endpoints.</summary>
    [Required]
    public BreakerOptions Breaker { get; init; } = new();

    /// <summary>The keys are in no text.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(Kind)).Append(" = ").Append(Kind);
        return true;
    }
}
