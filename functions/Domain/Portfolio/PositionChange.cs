namespace TradingFunctions.Domain.Portfolio;

/// <summary>One step of a position, as an entry of the log made it.</summary>
/// <param name="Before">Shares held, signed.</param>
/// <param name="After">Shares held, signed.</param>
/// <param name="Price">Dollars per share; null for a split.</param>
/// <param name="Realized">P&amp;L that it realised, fees apart.</param>
/// <param name="Worker">Host that decided the order; null where nobody of ours did.</param>
public sealed record PositionChange(
    DateTime AtUtc, Symbol Symbol, decimal Before, decimal After, Price? Price, Money Fee, Money Realized, StrategyId Strategy, string? Worker);
