using System.Text.Json.Nodes;
using TradingFunctions.Domain;

namespace TradingFunctions.Local.Strategies;

/// <summary>Which strategy to check, on what.</summary>
internal sealed record StrategyCheckOptions
{
    /// <summary>Name; null for the only one of the assembly.</summary>
    public string? Name { get; init; }

    /// <summary>Assembly of a plug-in that is not installed.</summary>
    public string? Assembly { get; init; }

    public required string BarsPath { get; init; }

    /// <summary>Only these symbols; null for all of the file.</summary>
    public IReadOnlyList<Symbol>? Symbols { get; init; }

    /// <summary>Of these, the first so many.</summary>
    public required int MostSymbols { get; init; }

    /// <summary>Points in time behind which the bars are changed.</summary>
    public required int Cuts { get; init; }

    public JsonObject? Parameters { get; init; }

    /// <summary>Folder of plug-ins; null leaves it to the configuration, and that to the standard data directory.</summary>
    public string? PluginsPath { get; init; }

    public string? ConfigPath { get; init; }

    public bool IsJson { get; init; }
}
