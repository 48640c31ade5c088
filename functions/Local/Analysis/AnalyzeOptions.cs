using TradingFunctions.Pipeline.Analysis;

namespace TradingFunctions.Local.Analysis;

/// <summary>What the analyze command was asked for.</summary>
public sealed record AnalyzeOptions
{
    public required AnalysisWish Wish { get; init; }

    /// <summary>Where results go.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>Where the state is kept; null for a folder inside the results.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The strategies that it may go by; the built-in ones where left out.</summary>
    public AnalysisStrategies Strategies { get; init; } = AnalysisStrategies.BuiltIn;

    /// <summary>Does everything again, even what is there already.</summary>
    public bool Fresh { get; init; }
}
