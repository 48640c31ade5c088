using System.Text.Json.Nodes;
using TradingFunctions.Domain;

namespace TradingFunctions.Local.Replay;

/// <summary>What to replay and how.</summary>
public sealed record ReplayOptions
{
    /// <summary>Bar file, CSV or CSV.gz: minute, hour or daily.</summary>
    public required string BarsPath { get; init; }

    /// <summary>First session replayed; null from the first bar. Earlier bars are history.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last session replayed; null to the last bar.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only these symbols; null for all of the file.</summary>
    public IReadOnlyList<Symbol>? Symbols { get; init; }

    /// <summary>Monitor every symbol, whatever the scan says.</summary>
    public bool MonitorAll { get; init; }

    /// <summary>Most candidates that a scan keeps; null leaves it to the configuration.</summary>
    public int? MaxMonitors { get; init; }

    /// <summary>Configuration file; null for <c>trading.yaml</c> beside the program, or the defaults.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Directory that keeps the state, so that a replay that was killed goes on; null for a throw-away one.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>File that the canonical decision log is written to; null for its hash alone.</summary>
    public string? DecisionsPath { get; init; }

    /// <summary>Directory that a report is written to; null for none.</summary>
    public string? ReportDirectory { get; init; }

    /// <summary>The one strategy that trades; null leaves it to the configuration.</summary>
    public StrategyId? Strategy { get; init; }

    /// <summary>Its parameters by name, over those of the configuration.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>Model file of the strategy <c>trained</c>; null where that does not run.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Folder of plug-ins; null leaves it to the configuration, and that to the standard data directory.</summary>
    public string? PluginsPath { get; init; }

    /// <summary>Leaves out rows that are wrong, and counts them, instead of stopping at the first.</summary>
    public bool SkipBadRows { get; init; }
}
