using System.ComponentModel.DataAnnotations;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Terms of orders where the signal says nothing. Outside sessions <see cref="Domain.Risk.RiskLimits.ClosedMarket"/> decides.</summary>
public sealed record OrderOptions
{
    /// <summary>Type of an entry whose signal has no price target: market, or limit at the reference price. Default market.</summary>
    public OrderType EntryType { get; init; } = OrderType.Market;

    /// <summary>Default good till cancelled: the legs of a bracket live as long as its entry may.</summary>
    public TimeInForce EntryTimeInForce { get; init; } = TimeInForce.Gtc;

    /// <summary>Default day.</summary>
    public TimeInForce ExitTimeInForce { get; init; } = TimeInForce.Day;

    /// <summary>What a market entry reserves above the reference price, as a share of it. Default 1 %.</summary>
    [Range(0d, 0.5d)]
    public decimal MarketOrderBuffer { get; init; } = 0.01m;

    /// <summary>How long an entry may work, in hours of open sessions, before what has not filled is cancelled. Default 15 minutes. Without effect where a bar is a session.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan UnfilledTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an exit with a limit price may work before it is moved to the market's price. Default null: it works until it fills or ends.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan? ExitTimeout { get; init; }

    /// <summary>How often such an exit is moved, each time after <see cref="ExitTimeout"/>, before it goes at the market as an emergency exit. Default 1.</summary>
    [Range(0, 100)]
    public int ExitReprices { get; init; } = 1;

    /// <summary>How long the synchronous path waits for fills before it answers, where the caller says nothing. Default 0: it answers once the broker has the order.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan FillWait { get; init; }
}
