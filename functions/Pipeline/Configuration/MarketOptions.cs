using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<MarketKind>))]
public enum MarketKind
{
    /// <summary>The seeded live market inside this process.</summary>
    Simulated,

    /// <summary>Bars of a file.</summary>
    Bars,

    Alpaca,
}

/// <summary>Where prices come from.</summary>
public sealed record MarketOptions
{
    /// <summary>Default simulated.</summary>
    public MarketKind Kind { get; init; }

    /// <summary>Bar file of <see cref="MarketKind.Bars"/>.</summary>
    public string? BarFile { get; init; }
}
