using System.ComponentModel.DataAnnotations;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What stands around the limits: who may change them, how far at most, and the analysis in the background. Static: only the file changes it.</summary>
public sealed record RiskControlOptions
{
    /// <summary>Persons who may change limits and loosen the trading state, by the name they give. Default empty: everybody who has the key and gives a name.</summary>
    [Required]
    public CallerId[] Operators { get; init; } = [];

    /// <summary>Bounds that no change and no override passes.</summary>
    [Required]
    public RiskFloors Floors { get; init; } = new();

    /// <summary>Longest time that an override may be in force. Default 4 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MaxOverride { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long an override waits for its second person. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>File with a line <c>symbol,sector</c> per symbol; null for none.</summary>
    public string? SectorFile { get; init; }

    /// <summary>Time between two background analyses. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan AnalysisInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Fills after which the analysis runs without waiting for its time. Default 10.</summary>
    [Range(1, 100_000)]
    public int AnalysisFills { get; init; } = 10;

    /// <summary>Bars that returns are taken from. Default 120.</summary>
    [Range(20, 600)]
    public int AnalysisBars { get; init; } = 120;

    /// <summary>Symbols that are compared with one another at most, those held first. Default 200.</summary>
    [Range(2, 1_000)]
    public int AnalysisSymbols { get; init; } = 200;

    /// <summary>Of value at risk and expected shortfall. Default 95 %.</summary>
    [Range(0.5, 0.999)]
    public double Confidence { get; init; } = 0.95;

    /// <summary>Whether somebody may change limits and strategies, and loosen the trading state. The name is not proved: the function key is what admits a caller.</summary>
    public bool IsOperator(string name) => Operators.Length == 0 || Array.Exists(Operators, one => string.Equals(one.Value, name, StringComparison.Ordinal));
}
