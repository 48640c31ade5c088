using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What can be changed while the hosts run, as it is in force.</summary>
public sealed record DynamicSettings(RiskLimits Risk, SizingOptions Sizing, StrategyOptions[] Strategies)
{
    /// <summary>The dynamic part of a file: what an empty store is seeded with.</summary>
    public static DynamicSettings Of(TradingOptions options) => new(options.Risk, options.Sizing, options.Strategies);

    /// <summary>The rules of the gate: the dynamic part, with the static terms of orders.</summary>
    public TradingRules ToRules(OrderOptions orders) => new()
    {
        Limits = Risk,
        Strategies = [.. Strategies.Select(strategy => strategy.ToLimits())],
        Sizing = Sizing,
        EntryType = orders.EntryType,
        EntryTimeInForce = orders.EntryTimeInForce,
        ExitTimeInForce = orders.ExitTimeInForce,
        MarketOrderBuffer = orders.MarketOrderBuffer,
    };
}
