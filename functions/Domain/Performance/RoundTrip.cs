namespace TradingFunctions.Domain.Performance;

/// <summary>One trade: from the fill that opens a position to the one that leaves it flat, or turns it over.</summary>
/// <param name="Strategy">The one that opened it: later fills of others count with it, because shares of one symbol are held at one average cost.</param>
/// <param name="Worker">Host that decided the opening order; null for an adopted one.</param>
/// <param name="Quantity">Shares entered.</param>
/// <param name="EntryPrice">Average, dollars; null where splits left none.</param>
/// <param name="ExitPrice">Average, dollars.</param>
/// <param name="Pnl">Realised, after fees.</param>
public sealed record RoundTrip(
    Symbol Symbol, StrategyId Strategy, string? Worker, bool IsLong, DateTime OpenedUtc, DateTime ClosedUtc, Quantity Quantity, Price? EntryPrice, Price? ExitPrice, Money Fees, Money Pnl);

/// <summary>A trade that is not over.</summary>
/// <param name="Entered">Shares entered so far.</param>
/// <param name="EntryNotional">Dollars they were entered at.</param>
/// <param name="Exited">Shares closed so far.</param>
/// <param name="ExitNotional">Dollars they were closed at.</param>
/// <param name="Realized">So far, fees apart.</param>
public sealed record OpenTrip(
    Symbol Symbol, StrategyId Strategy, string? Worker, bool IsLong, DateTime OpenedUtc, decimal Entered, Money EntryNotional, decimal Exited, Money ExitNotional, Money Realized, Money Fees)
{
    internal RoundTrip Close(DateTime atUtc) => new(
        Symbol, Strategy, Worker, IsLong, OpenedUtc, atUtc, new Quantity(Math.Round(Entered, 9)), Average(EntryNotional, Entered), Average(ExitNotional, Exited), Fees, Realized - Fees);

    private static Price? Average(Money notional, decimal shares) => shares > 0m && notional.Amount > 0m ? new Price(Math.Round(notional.Amount / shares, 6)) : null;
}
