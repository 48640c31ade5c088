namespace TradingFunctions.Domain.Signals;

/// <summary>Bounds of the fields of a signal.</summary>
/// <param name="MaxQuantity">Most shares; a signal beyond it is a typing error, whatever the risk limits say.</param>
/// <param name="AllowFractional">Whether parts of a share may be traded.</param>
/// <param name="MaxFutureSkewSeconds">How far the sender's clock may be ahead.</param>
/// <param name="EarliestUtc">Timestamps before this are nonsense. Whether a signal is too old to trade is for the gate (EXPIRED).</param>
public sealed record SignalRules(decimal MaxQuantity = 1_000_000m, bool AllowFractional = true, int MaxFutureSkewSeconds = 30, DateTime EarliestUtc = default)
{
    /// <summary>Decimal places of a fractional quantity.</summary>
    public const int QuantityDecimals = 9;

    /// <summary>Decimal places of a price.</summary>
    public const int PriceDecimals = 6;

    public const int MaxMetadata = 32;

    public const int MaxMetadataKeyLength = 64;

    public const int MaxMetadataValueLength = 1024;

    public static SignalRules Default { get; } = new(EarliestUtc: new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc));
}
