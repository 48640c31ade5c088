using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What one strategy may.</summary>
public sealed record StrategyOptions
{
    public required StrategyId Id { get; init; }

    /// <summary>Whether its entries are taken; exits always are. Default yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether it may open short positions, where the limits allow them at all. Default no.</summary>
    public bool AllowShort { get; init; }
}
