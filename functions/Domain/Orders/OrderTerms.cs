using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Orders;

[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
public enum Side { Buy, Sell }

[JsonConverter(typeof(JsonStringEnumConverter<OrderType>))]
public enum OrderType { Market, Limit, Stop, StopLimit, TrailingStop }

[JsonConverter(typeof(JsonStringEnumConverter<TimeInForce>))]
public enum TimeInForce { Day, Gtc, Ioc, Fok, Opg, Cls }

/// <summary>What an order is for: exits are protective and go ahead of entries.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderPurpose>))]
public enum OrderPurpose { Entry, Exit }

/// <summary>The terms of one order before the gate has seen it. It cannot be sent: see <see cref="Risk.ApprovedOrder"/>.</summary>
/// <param name="Quantity">Shares, more than 0.</param>
/// <param name="LimitPrice">Needed by limit and stop-limit orders.</param>
/// <param name="StopPrice">Needed by stop and stop-limit orders.</param>
/// <param name="TrailPercent">Needed by trailing stops: distance as a fraction, 0.02 for 2 %.</param>
/// <param name="StopLoss">Stop price of the bracket's protective leg.</param>
/// <param name="TakeProfit">Limit price of the bracket's profit leg.</param>
public sealed record OrderTerms(
    ClientOrderId ClientOrderId,
    Symbol Symbol,
    Side Side,
    Quantity Quantity,
    OrderType Type,
    TimeInForce TimeInForce,
    OrderPurpose Purpose,
    StrategyId Strategy,
    Price? LimitPrice = null,
    Price? StopPrice = null,
    decimal? TrailPercent = null,
    Price? StopLoss = null,
    Price? TakeProfit = null);
