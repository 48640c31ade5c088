using System.ComponentModel.DataAnnotations;
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
}
