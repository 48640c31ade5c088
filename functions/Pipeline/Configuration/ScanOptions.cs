using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market.Scanning;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>When the market is scanned and what a scan lets through.</summary>
public sealed record ScanOptions
{
    /// <summary>Six-field NCRONTAB (second first), New York time. Default 09:35 on weekdays; a day without a session starts nothing.</summary>
    [Required]
    public string Schedule { get; init; } = "0 35 9 * * 1-5";

    [Required]
    public ScanCriteria Criteria { get; init; } = new();

    [Required]
    public UniverseOptions Universe { get; init; } = new();
}

/// <summary>Which symbols a scan looks at: those of all sources that are named; all of the market where none is.</summary>
public sealed record UniverseOptions
{
    /// <summary>A list of symbols. Default none.</summary>
    [Required]
    public Symbol[] Symbols { get; init; } = [];

    /// <summary>A file of symbols, such as the members of an index: one to a line, or the first column of a CSV file. Default none.</summary>
    public string? File { get; init; }

    /// <summary>So many of the broker's most active. Default 0.</summary>
    [Range(0, 100)]
    public int MostActive { get; init; }

    /// <summary>So many of the broker's gainers, and as many losers. Default 0.</summary>
    [Range(0, 50)]
    public int Movers { get; init; }

    /// <summary>Symbols that are never looked at. Default none.</summary>
    [Required]
    public Symbol[] Exclude { get; init; } = [];

    /// <summary>Whether a source is named.</summary>
    [JsonIgnore]
    public bool IsRestricted => Symbols.Length > 0 || File is not null || MostActive > 0 || Movers > 0;
}
