namespace TradingFunctions.AlpacaStub.Wire;

/// <summary>An order as Alpaca writes it: money and quantities as text, absent values as null.</summary>
public sealed record OrderBody
{
    public required string Id { get; init; }

    public required string ClientOrderId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required DateTime SubmittedAt { get; init; }

    public DateTime? FilledAt { get; init; }

    public DateTime? ExpiredAt { get; init; }

    public DateTime? CanceledAt { get; init; }

    public DateTime? FailedAt { get; init; }

    public DateTime? ReplacedAt { get; init; }

    public string? ReplacedBy { get; init; }

    public string? Replaces { get; init; }

    public required string AssetId { get; init; }

    public required string Symbol { get; init; }

    public string AssetClass { get; init; } = "us_equity";

    public string? Notional { get; init; }

    public required string Qty { get; init; }

    public required string FilledQty { get; init; }

    public string? FilledAvgPrice { get; init; }

    public required string OrderClass { get; init; }

    public required string OrderType { get; init; }

    public required string Type { get; init; }

    public required string Side { get; init; }

    public required string PositionIntent { get; init; }

    public required string TimeInForce { get; init; }

    public string? LimitPrice { get; init; }

    public string? StopPrice { get; init; }

    public required string Status { get; init; }

    public bool ExtendedHours { get; init; }

    public OrderBody[]? Legs { get; init; }

    public string? TrailPercent { get; init; }

    public string? TrailPrice { get; init; }

    public string? Hwm { get; init; }
}
