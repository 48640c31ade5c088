using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>How one strategy runs and what it may.</summary>
public sealed record StrategyOptions
{
    public required StrategyId Id { get; init; }

    /// <summary>
    /// Class of the strategy, full name, with or without its assembly's behind a comma. Left out: the strategy of this id. So one class can run under several ids,
    /// with other parameters each.
    /// </summary>
    public string? Class { get; init; }

    /// <summary>Whether it runs on the monitored symbols and its entries are taken, as signals from outside too; exits always are. Default yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Its parameters by name; those that are left out have their defaults.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>Only on these symbols, as far as they are monitored. Empty, the default: on all that are.</summary>
    public Symbol[] Symbols { get; init; } = [];

    /// <summary>Whether it may open short positions, where the limits allow them at all. Default no.</summary>
    public bool AllowShort { get; init; }

    /// <summary>Largest position that it may build, as a share of equity. Not set by default.</summary>
    public decimal? MaxPositionShare { get; init; }

    /// <summary>All positions that it opened and its working entries, as a share of equity. Not set by default.</summary>
    public decimal? MaxExposureShare { get; init; }

    /// <summary>Smallest confidence of its entries, 0 to 1. Not set by default.</summary>
    public decimal? MinConfidence { get; init; }

    /// <summary>What the gate needs of it.</summary>
    public StrategyLimits ToLimits() => new()
    {
        Id = Id,
        Enabled = Enabled,
        AllowShort = AllowShort,
        MaxPositionShare = MaxPositionShare,
        MaxExposureShare = MaxExposureShare,
        MinConfidence = MinConfidence,
    };
}
