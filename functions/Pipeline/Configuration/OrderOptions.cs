using System.ComponentModel.DataAnnotations;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Terms of orders where the signal says nothing. Outside sessions <see cref="Domain.Risk.RiskLimits.ClosedMarket"/> decides.</summary>
public sealed record OrderOptions
{
    /// <summary>Type of an order whose signal has no price target: market or limit (at the reference price). Default market.</summary>
    public OrderType DefaultType { get; init; } = OrderType.Market;

    /// <summary>Default day.</summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.Day;

    /// <summary>How long an entry may stay unfilled before it is cancelled. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan UnfilledTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the synchronous path waits for fills before it answers. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan FillWait { get; init; } = TimeSpan.FromSeconds(2);
}
