using System.ComponentModel.DataAnnotations;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What happens towards the end of a trading day. The day is closed at 17:00 New York, whatever is set here.</summary>
public sealed record DayOptions
{
    /// <summary>How long before the close, half days included, positions are closed at the market; from then on their strategies only reduce. Default null: positions are held overnight. Without effect where a bar is a session.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "03:00:00")]
    public TimeSpan? LiquidateBeforeClose { get; init; }

    /// <summary>Strategies whose positions are held overnight all the same: those that opened them count.</summary>
    [Required]
    public StrategyId[] HoldOvernight { get; init; } = [];

    /// <summary>How long a rebalancing proposal may be approved: its prices age. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ProposalLife { get; init; } = TimeSpan.FromMinutes(15);
}
