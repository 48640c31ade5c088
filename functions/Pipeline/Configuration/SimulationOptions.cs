using System.ComponentModel.DataAnnotations;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>The simulated market and exchange.</summary>
public sealed record SimulationOptions
{
    /// <summary>Seconds of market time per second. Default 60: a session lasts six and a half minutes.</summary>
    [Range(1, 100_000)]
    public int Speed { get; init; } = 60;

    /// <summary>The same seed gives the same market. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Symbols of the market; empty for its own dozen.</summary>
    [Required]
    public Symbol[] Symbols { get; init; } = [];

    /// <summary>Cash of the simulated account at its first start, dollars. Default 1,000,000.</summary>
    public Money StartingCash { get; init; } = new(1_000_000m);

    /// <summary>Commission per share, dollars. Default 0.</summary>
    public Money CommissionPerShare { get; init; }
}
