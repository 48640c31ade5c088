using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What the pipeline does by itself; a person sets it right.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WatchAction>))]
public enum WatchAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Only orders that reduce a position pass.</summary>
    Reduce,

    /// <summary>Nothing is sent; working entries are cancelled, the stops of positions stay.</summary>
    Halt,

    /// <summary>All positions are closed at the market, then trading is halted.</summary>
    Flatten,
}

/// <summary>What moves the trading state without a person. It is only ever tightened; back to active takes a person, each time.</summary>
public sealed record WatchOptions
{
    /// <summary>How often is looked. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1000000", "00:05:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>At <see cref="Domain.Risk.RiskLimits.MaxDailyLoss"/>. Default reduce.</summary>
    public WatchAction DailyLoss { get; init; } = WatchAction.Reduce;

    /// <summary>At <see cref="Domain.Risk.RiskLimits.MaxDrawdown"/>. Default reduce.</summary>
    public WatchAction Drawdown { get; init; } = WatchAction.Reduce;

    /// <summary>The books contradict themselves. Default halt.</summary>
    public WatchAction BrokenInvariant { get; init; } = WatchAction.Halt;

    /// <summary>Books and broker differ and no look settles it. Default reduce.</summary>
    public WatchAction BrokerDisagreement { get; init; } = WatchAction.Reduce;

    /// <summary>No symbol that is looked at has had a price for <see cref="StaleAfter"/> of an open session. Default reduce.</summary>
    public WatchAction StaleMarket { get; init; } = WatchAction.Reduce;

    /// <summary>Added to the bar period of the market-data source. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "06:00:00")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A strategy went off by itself (<see cref="Domain.Risk.RiskLimits.MaxStrategyExecutions"/>). Default reduce.</summary>
    public WatchAction RepeatedExecutions { get; init; } = WatchAction.Reduce;

    /// <summary>A circuit to the broker is open. Default reduce.</summary>
    public WatchAction OpenBreaker { get; init; } = WatchAction.Reduce;
}
