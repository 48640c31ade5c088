using System.ComponentModel.DataAnnotations;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>How long finished things are kept where they slow queries down. Orders, fills and audit are never deleted.</summary>
public sealed record RetentionOptions
{
    /// <summary>Finished orchestration instances. Default 30 days.</summary>
    [Range(1, 3650)]
    public int InstanceDays { get; init; } = 30;

    /// <summary>Answered signals. Default 90 days.</summary>
    [Range(1, 3650)]
    public int SignalDays { get; init; } = 90;
}
