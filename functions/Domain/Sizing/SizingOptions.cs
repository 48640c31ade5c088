using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Sizing;

[JsonConverter(typeof(JsonStringEnumConverter<SizingMethod>))]
public enum SizingMethod
{
    /// <summary>A fraction of the Kelly stake from confidence, gain and loss; the fixed fraction where gain or loss is unknown.</summary>
    FractionalKelly,

    /// <summary>A fixed share of equity.</summary>
    FixedFraction,

    /// <summary>A fixed share of equity lost if the stop is hit.</summary>
    FixedRisk,
}

/// <summary>How large an entry without a quantity becomes. Shares of equity are fractions.</summary>
public sealed record SizingOptions
{
    public SizingMethod Method { get; init; } = SizingMethod.FractionalKelly;

    /// <summary>Part of the full Kelly stake that is taken. Default a quarter: full Kelly assumes that confidence is a true probability.</summary>
    public decimal KellyFraction { get; init; } = 0.25m;

    /// <summary>Share of equity of a fixed-fraction entry. Default 5 %.</summary>
    public decimal FixedFraction { get; init; } = 0.05m;

    /// <summary>Share of equity at risk of a fixed-risk entry. Default 0.5 %.</summary>
    public decimal RiskPerTrade { get; init; } = 0.005m;

    /// <summary>Smallest tradable step. Default 1, whole shares: brokers refuse brackets of fractions.</summary>
    public Quantity LotSize { get; init; } = new(1m);
}
