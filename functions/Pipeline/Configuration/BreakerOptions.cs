using System.ComponentModel.DataAnnotations;
using TradingFunctions.Pipeline.Brokers;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>When the circuit to a class of the broker's endpoints is cut. Opening moves trading to reducing (<see cref="WatchOptions.OpenBreaker"/>).</summary>
public sealed record BreakerOptions
{
    /// <summary>Share of the window's calls that must fail or be slow. Default a half.</summary>
    [Range(0.01d, 1d)]
    public double FailureShare { get; init; } = 0.5;

    /// <summary>Calls in the window below which it never opens. Default 5.</summary>
    [Range(2, 10_000)]
    public int MinimumCalls { get; init; } = 5;

    /// <summary>Length of the window. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it stays open before one call is let through as a probe. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An answer that takes longer counts as a failure. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "00:02:00")]
    public TimeSpan SlowCall { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of sending orders, where it differs.</summary>
    [Required]
    public BreakerClassOptions Orders { get; init; } = new();

    /// <summary>Of asking to cancel, where it differs.</summary>
    [Required]
    public BreakerClassOptions Cancels { get; init; } = new();

    /// <summary>Of reading orders, where it differs.</summary>
    [Required]
    public BreakerClassOptions Reads { get; init; } = new();

    /// <summary>Of reading account, positions and symbols, where it differs.</summary>
    [Required]
    public BreakerClassOptions Account { get; init; } = new();

    /// <summary>The thresholds of one class.</summary>
    public BreakerOptions For(EndpointClass endpoint) => endpoint switch
    {
        EndpointClass.Orders => With(Orders),
        EndpointClass.Cancels => With(Cancels),
        EndpointClass.Reads => With(Reads),
        EndpointClass.Account => With(Account),
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "Not a class of endpoints."),
    };

    private BreakerOptions With(BreakerClassOptions own) => this with
    {
        FailureShare = own.FailureShare ?? FailureShare,
        MinimumCalls = own.MinimumCalls ?? MinimumCalls,
        Window = own.Window ?? Window,
        Break = own.Break ?? Break,
        SlowCall = own.SlowCall ?? SlowCall,
    };
}
