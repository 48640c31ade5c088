using System.ComponentModel.DataAnnotations;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>How long finished things are kept where they slow queries down. Orders, fills and audit are never deleted: they move to their months.</summary>
public sealed record RetentionOptions
{
    /// <summary>Finished orchestration instances. Default 30 days.</summary>
    [Range(1, 3650)]
    public int InstanceDays { get; init; } = 30;

    /// <summary>Final orders and the log, in the account's partition; then they are in the history, found by the same addresses. Default 30 days.</summary>
    [Range(1, 3650)]
    public int OrderDays { get; init; } = 30;

    /// <summary>Answered signals; then they are in the archive. Default 90 days.</summary>
    [Range(1, 3650)]
    public int SignalDays { get; init; } = 90;
}
