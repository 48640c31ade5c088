namespace TradingFunctions.AlpacaStub.Wire;

/// <summary>The answer to <c>authenticate</c>.</summary>
public sealed record AuthorizationData(string Status, string Action);

public sealed record AuthorizationMessage(string Stream, AuthorizationData Data);

public sealed record ListeningData(string[] Streams);

public sealed record ListeningMessage(string Stream, ListeningData Data);

/// <summary>One trade update. Price and quantity are those of the single execution; the order holds the cumulative ones.</summary>
public sealed record TradeUpdateData(
    string Event, string? ExecutionId, string? Price, string? Qty, string? PositionQty, DateTime Timestamp, OrderBody Order);

public sealed record TradeUpdateMessage(string Stream, TradeUpdateData Data);
