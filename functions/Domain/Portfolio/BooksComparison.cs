namespace TradingFunctions.Domain.Portfolio;

/// <summary>A figure that the stored books and the log do not agree on.</summary>
/// <param name="What">Member of the ledger, or symbol and member: <c>cash</c>, <c>AAPL quantity</c>.</param>
public sealed record BooksDifference(string What, string Stored, string Rebuilt);

/// <summary>Compares the stored books with those folded from the log.</summary>
public static class BooksComparison
{
    /// <returns>Every difference, ledger first, then symbols in ordinal order, then live orders; empty when they agree.</returns>
    public static IReadOnlyList<BooksDifference> Differences(AccountState stored, RebuiltBooks rebuilt)
    {
        var differences = new List<BooksDifference>();
        var ledger = stored.Ledger;
        Compare("logSequence", ledger.LogSequence, rebuilt.LogSequence);
        Compare("startEquity", ledger.StartEquity.Amount, rebuilt.StartEquity.Amount);
        Compare("cash", ledger.Cash.Amount, rebuilt.Cash.Amount);
        Compare("realizedPnl", ledger.RealizedPnl.Amount, rebuilt.RealizedPnl.Amount);
        Compare("fees", ledger.Fees.Amount, rebuilt.Fees.Amount);
        var folded = rebuilt.Symbols.ToDictionary(symbol => symbol.Symbol);
        foreach (var symbol in stored.Symbols.Keys.Union(folded.Keys).Order())
        {
            var ours = stored.Book(symbol).Holding;
            var theirs = folded.GetValueOrDefault(symbol) ?? new RebuiltSymbol(symbol, default, Money.Zero, Money.Zero, LastPrice: null);
            Compare($"{symbol} quantity", ours.Position.SignedQuantity, theirs.Position.SignedQuantity);
            Compare($"{symbol} cost", ours.Position.CostBasis.Amount, theirs.Position.CostBasis.Amount);
            Compare($"{symbol} realizedPnl", ours.RealizedPnl.Amount, theirs.RealizedPnl.Amount);
            Compare($"{symbol} fees", ours.Fees.Amount, theirs.Fees.Amount);
            Compare($"{symbol} lastPrice", ours.LastPrice?.Amount ?? 0m, theirs.LastPrice?.Amount ?? 0m);
        }

        // What working orders reserve is not in the log: it follows from the orders, and must agree with them.
        Compare("reservedExposure", ledger.ReservedExposure.Amount, stored.Live.Values.Sum(order => order.Reserved.Amount));
        return differences;

        void Compare(string what, decimal inStore, decimal inLog)
        {
            if (inStore != inLog)
            {
                differences.Add(new BooksDifference(what, Plain(inStore), Plain(inLog)));
            }
        }
    }

    /// <summary>Without trailing zeros.</summary>
    private static string Plain(decimal value) => (value / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
