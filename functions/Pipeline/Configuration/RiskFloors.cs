using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>How loose a limit may be made at most, by the file, a change or an override. A limit that has a floor cannot be switched off. Null: no floor.</summary>
/// <remarks>A member has the name of its limit in <see cref="Domain.Risk.RiskLimits"/>.</remarks>
public sealed record RiskFloors
{
    /// <summary>No limit has a floor.</summary>
    public static RiskFloors None { get; } = new() { MaxGrossExposure = null, PriceCollar = null };

    /// <summary>Default 4: what US margin rules let a pattern day trader hold.</summary>
    public decimal? MaxGrossExposure { get; init; } = 4m;

    /// <summary>Default none.</summary>
    public decimal? MaxSymbolShare { get; init; }

    /// <summary>Shares. Default none.</summary>
    public Quantity? MaxOrderQuantity { get; init; }

    /// <summary>Dollars. Default none.</summary>
    public Money? MaxOrderNotional { get; init; }

    /// <summary>Default half the reference price.</summary>
    public decimal? PriceCollar { get; init; } = 0.5m;

    /// <summary>Default none: the reference of daily bars is days old.</summary>
    public TimeSpan? MaxReferenceAge { get; init; }

    /// <summary>Default none.</summary>
    public decimal? MaxPortfolioRisk { get; init; }

    /// <summary>Default none.</summary>
    public decimal? MaxDrawdown { get; init; }

    /// <summary>Default none.</summary>
    public decimal? MaxDailyLoss { get; init; }

    /// <summary>Default none.</summary>
    public int? MessagesPerMinute { get; init; }
}
