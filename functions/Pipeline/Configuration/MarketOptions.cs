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

[JsonConverter(typeof(JsonStringEnumConverter<MarketFeed>))]
public enum MarketFeed
{
    /// <summary>One exchange with a few percent of the volume: free.</summary>
    Iex,

    /// <summary>All exchanges of the United States: needs the paid plan.</summary>
    Sip,
}

/// <summary>Where prices come from.</summary>
public sealed record MarketOptions
{
    /// <summary>Default simulated.</summary>
    public MarketKind Kind { get; init; }

    /// <summary>Bar file of <see cref="MarketKind.Bars"/>.</summary>
    public string? BarFile { get; init; }

    /// <summary>Which of Alpaca's prices. Default Iex; without the paid plan, Sip is refused.</summary>
    public MarketFeed Feed { get; init; }
}
