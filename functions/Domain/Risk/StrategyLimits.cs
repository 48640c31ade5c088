namespace TradingFunctions.Domain.Risk;

/// <summary>What one strategy may, on top of the limits of all. A limit that is null is inactive; shares of equity are fractions.</summary>
public sealed record StrategyLimits
{
    public required StrategyId Id { get; init; }

    /// <summary>Whether its entries are taken; exits always are. Default yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether it may open short positions, where the limits allow them at all. Default no.</summary>
    public bool AllowShort { get; init; }

    /// <summary>Largest position that it may build, as a share of equity.</summary>
    public decimal? MaxPositionShare { get; init; }

    /// <summary>All positions that it opened and its working entries, as a share of equity.</summary>
    public decimal? MaxExposureShare { get; init; }

    /// <summary>Smallest confidence of its entries, 0 to 1; the limit of all stands beside it.</summary>
    public decimal? MinConfidence { get; init; }

    /// <summary>The limits of a strategy; null where none are listed.</summary>
    public static StrategyLimits? Find(ReadOnlySpan<StrategyLimits> all, StrategyId id)
    {
        foreach (var limits in all)
        {
            if (limits.Id == id)
            {
                return limits;
            }
        }

        return null;
    }
}
