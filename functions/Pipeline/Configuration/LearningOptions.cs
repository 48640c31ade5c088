using System.ComponentModel.DataAnnotations;
using TradingFunctions.Pipeline.Learning;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Training of the model that the strategy <c>trained</c> goes by.</summary>
public sealed record LearningOptions
{
    /// <summary>Whether a host trains by itself: weekly, and when the current model has drifted. Default false; a person can always have it trained.</summary>
    public bool Enabled { get; init; }

    /// <summary>Bars ahead that are predicted. Default 5.</summary>
    [Range(1, 250)]
    public int Horizon { get; init; } = 5;

    /// <summary>Walk-forward tests. Default 6.</summary>
    [Range(2, 50)]
    public int Folds { get; init; } = 6;

    /// <summary>L2 penalty on the standardised weights. Default 10.</summary>
    [Range(0, 1_000_000)]
    public double Penalty { get; init; } = 10;

    /// <summary>Newest bars of each symbol. Default 1,000.</summary>
    [Range(100, 100_000)]
    public int Bars { get; init; } = 1_000;

    /// <summary>Most symbols, in the order of their names. Default 100.</summary>
    [Range(1, 1_000)]
    public int Symbols { get; init; } = 100;

    internal TrainingOptions ToTraining() => new(Horizon, Folds, Penalty);
}
