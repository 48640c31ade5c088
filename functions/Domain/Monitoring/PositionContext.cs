using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>What a check has to know of the symbol's position. The default is flat.</summary>
/// <param name="Side"><see cref="Side.Buy"/> for a long position, <see cref="Side.Sell"/> for a short one.</param>
/// <param name="Quantity">Shares held; 0 is flat.</param>
/// <param name="AverageEntryPrice">Average cost per share.</param>
/// <param name="EntryUtc">When the position was opened from flat; it tells one position from the next.</param>
/// <param name="BestPrice">Highest price since entry of a long, lowest of a short position, dollars; 0 where unknown. The check goes on from it by itself.</param>
/// <param name="Strategy">Strategy that opened it; null where unknown.</param>
public readonly record struct PositionContext(Side Side, Quantity Quantity, Price AverageEntryPrice, DateTime EntryUtc, double BestPrice = 0, StrategyId? Strategy = null)
{
    public bool IsFlat => Quantity.IsZero;

    /// <summary>From a signed number of shares, negative for a short position.</summary>
    public static PositionContext FromSigned(decimal shares, Price averageEntryPrice, DateTime entryUtc, double bestPrice = 0, StrategyId? strategy = null) =>
        shares == 0 ? default : new PositionContext(shares > 0 ? Side.Buy : Side.Sell, new Quantity(Math.Abs(shares)), averageEntryPrice, entryUtc, bestPrice, strategy);
}
