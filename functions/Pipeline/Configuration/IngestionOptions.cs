using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<IngestionMode>))]
public enum IngestionMode
{
    /// <summary>On where prices come from a remote market, off where they are in this process anyway.</summary>
    Auto,

    On,

    Off,
}

/// <summary>Taking in the universe's minute bars, every minute of a session.</summary>
public sealed record IngestionOptions
{
    /// <summary>Default auto.</summary>
    public IngestionMode Mode { get; init; }

    /// <summary>Symbols of one request. Default 50.</summary>
    [Range(1, 100)]
    public int ChunkSize { get; init; } = 50;

    /// <summary>Most symbols taken in. Default 1,000.</summary>
    [Range(1, 10_000)]
    public int MaxSymbols { get; init; } = 1000;

    /// <summary>Requests a minute that ingestion may take of the account's budget. Default 120; Alpaca allows 200.</summary>
    [Range(1, 10_000)]
    public int RequestsPerMinute { get; init; } = 120;

    /// <summary>How far each request reaches back over what is known, for bars that come late. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often everything since the last check is asked for again, to fill gaps or find them empty. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan BackfillEvery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A minute without a bar so long after its end is a minute without a trade, once it was asked for again. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan SettlesAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether bars are taken in.</summary>
    public bool IsOn(MarketKind market) => Mode == IngestionMode.On || (Mode == IngestionMode.Auto && market == MarketKind.Alpaca);
}
