using System.ComponentModel.DataAnnotations;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Thresholds of one class of the broker's endpoints; what is null is as <see cref="BreakerOptions"/> has it for all.</summary>
public sealed record BreakerClassOptions
{
    [Range(0.01d, 1d)]
    public double? FailureShare { get; init; }

    [Range(2, 10_000)]
    public int? MinimumCalls { get; init; }

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan? Window { get; init; }

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan? Break { get; init; }

    [Range(typeof(TimeSpan), "00:00:00.0100000", "00:02:00")]
    public TimeSpan? SlowCall { get; init; }
}
