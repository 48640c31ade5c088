namespace TradingFunctions.Domain.Orders;

/// <summary>What somebody wants to trade, before sizing and the gate.</summary>
/// <param name="Origin">Signal id, or run, symbol and alert sequence.</param>
/// <param name="Quantity">Shares; null lets sizing decide, and closes a position of the other side.</param>
/// <param name="LimitPrice">Makes it a limit order.</param>
/// <param name="Confidence">0 to 1; null where there is no signal.</param>
/// <param name="SignalUtc">When the signal was raised; null where there is none.</param>
/// <param name="FencingToken">Token of the symbol's lock; 0 for none.</param>
/// <param name="CloseOnly">Never opens a position.</param>
/// <param name="ProtectiveId">Id of the stop that protects what an exit leaves open; null where none may be placed.</param>
/// <param name="Caller">Who asks for it; null where nobody is named.</param>
/// <param name="Trace">W3C <c>traceparent</c> that the order carries on; null where nothing is traced.</param>
/// <param name="Size">Part of the size that sizing gives an entry, 0 to 1. A quantity that is given is not touched.</param>
/// <param name="ClearsExits">An exit before which every other exit that waits for a price or a time is cancelled: none of them keeps a position open that must go.</param>
public sealed record TradeWish(
    ClientOrderId Id,
    string Origin,
    Symbol Symbol,
    Side Side,
    StrategyId Strategy,
    Quantity? Quantity = null,
    Price? LimitPrice = null,
    Price? StopLoss = null,
    Price? TakeProfit = null,
    decimal? Confidence = null,
    DateTime? SignalUtc = null,
    long FencingToken = 0,
    bool CloseOnly = false,
    ClientOrderId? ProtectiveId = null,
    CallerId? Caller = null,
    string? Trace = null,
    decimal Size = 1m,
    bool ClearsExits = false);
