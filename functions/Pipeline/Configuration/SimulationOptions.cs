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

    /// <summary>Commission per share, dollars, 0 to 100. Default 0.</summary>
    public Money CommissionPerShare { get; init; }

    /// <summary>Commission as a fraction of the notional, 0 to 0.1; 0.0001 is one basis point. Default 0.</summary>
    public decimal CommissionFraction { get; init; }

    /// <summary>Least commission of an order that fills at all, dollars, 0 to 1,000. Default 0.</summary>
    public Money MinimumCommission { get; init; }

    /// <summary>Time from an order's submission to the book, in market time; it fills only from bars that begin this much later. Default 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Latency { get; init; }

    /// <summary>Fraction of orders that are refused for no reason of theirs. Default 0.</summary>
    [Range(0d, 1d)]
    public double RejectRate { get; init; }

    /// <summary>Fraction of bars in which a symbol is halted: nothing fills. Default 0.</summary>
    [Range(0d, 1d)]
    public double HaltRate { get; init; }

    /// <summary>Spread as a fraction of the price where no quote was recorded, 0 to 0.1; never under one tick. Default 0.0002.</summary>
    public decimal Spread { get; init; } = 0.0002m;

    /// <summary>Fraction of a bar's volume that all orders of a symbol together may take, more than 0 and at most 1. Default 0.1.</summary>
    public decimal Participation { get; init; } = 0.1m;
}
