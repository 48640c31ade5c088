using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Pipeline.Books;

/// <summary>One position as the log gives it.</summary>
/// <param name="Quantity">Shares, negative for a short position.</param>
public sealed record RebuiltPosition(Symbol Symbol, decimal Quantity, Money Cost, Price? AverageCost, Money RealizedPnl, Money Fees);

/// <summary>The books folded from the log, and where the stored ones differ. Dollars.</summary>
/// <param name="Agrees">No difference and no fault.</param>
/// <param name="Entries">Log entries folded.</param>
/// <param name="Positions">Open ones, by symbol.</param>
/// <param name="Differences">Figures that the stored books have otherwise.</param>
/// <param name="Faults">Entries that are missing, or contradict those before them.</param>
public sealed record BooksReport(
    bool Agrees,
    AccountId Account,
    long LogSequence,
    long Entries,
    Money StartEquity,
    Money Cash,
    Money RealizedPnl,
    Money Fees,
    RebuiltPosition[] Positions,
    BooksDifference[] Differences,
    string[] Faults);
