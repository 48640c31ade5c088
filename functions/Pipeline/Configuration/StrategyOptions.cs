using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What one strategy may.</summary>
public sealed record StrategyOptions
{
    public required StrategyId Id { get; init; }

    /// <summary>Whether its entries are taken; exits always are. Default yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether it may open short positions, where the limits allow them at all. Default no.</summary>
    public bool AllowShort { get; init; }

    /// <summary>Largest position that it may build, as a share of equity. Not set by default.</summary>
    public decimal? MaxPositionShare { get; init; }

    /// <summary>All positions that it opened and its working entries, as a share of equity. Not set by default.</summary>
    public decimal? MaxExposureShare { get; init; }

    /// <summary>Smallest confidence of its entries, 0 to 1. Not set by default.</summary>
    public decimal? MinConfidence { get; init; }

    /// <summary>What the gate needs of it.</summary>
    public StrategyLimits ToLimits() => new()
    {
        Id = Id,
        Enabled = Enabled,
        AllowShort = AllowShort,
        MaxPositionShare = MaxPositionShare,
        MaxExposureShare = MaxExposureShare,
        MinConfidence = MinConfidence,
    };
}
