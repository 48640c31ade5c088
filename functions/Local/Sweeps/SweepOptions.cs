using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Performance.Backtests;
using TradingFunctions.Local.Replay;

namespace TradingFunctions.Local.Sweeps;

/// <summary>What to sweep over and how.</summary>
public sealed record SweepOptions
{
    /// <summary>What every replay has in common: bars, dates, symbols, monitors, configuration.</summary>
    public required ReplayOptions Replay { get; init; }

    /// <summary>Strategy and parameters of each replay.</summary>
    public required IReadOnlyList<SweepPoint> Points { get; init; }

    /// <summary>Directory of the results; what is in it already is not replayed again.</summary>
    public required string Directory { get; init; }

    /// <summary>Walk-forward tests.</summary>
    public int Folds { get; init; } = 4;

    public SweepMetric Metric { get; init; } = SweepMetric.Sharpe;

    /// <summary>Replays at a time.</summary>
    public int Parallel { get; init; } = 1;
}

/// <summary>One replay of a sweep.</summary>
public sealed record SweepPoint(StrategyId Strategy, JsonObject Parameters)
{
    /// <summary>For people, and unique within a sweep.</summary>
    public string Name => Parameters.Count == 0 ? Strategy.Value : $"{Strategy} {string.Join(' ', Parameters.Select(p => $"{p.Key}={p.Value?.ToJsonString()}"))}";
}
