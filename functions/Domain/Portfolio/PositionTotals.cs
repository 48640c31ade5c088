namespace TradingFunctions.Domain.Portfolio;

/// <summary>Sums over symbols, dollars. Adding a symbol and taking it off again leaves them as they were, to the last digit.</summary>
/// <param name="Net">Market value; shorts count negative.</param>
/// <param name="Gross">The same without signs.</param>
/// <param name="Cost">Cost of the positions; shorts count negative.</param>
/// <param name="Committed">The same without signs.</param>
/// <param name="Active">Symbols with a position or a working entry.</param>
internal readonly record struct PositionTotals(decimal Net, decimal Gross, decimal Cost, decimal Committed, int Active)
{
    /// <summary>Digits behind the point that are added up: with dollars within 1e15 no sum of them is ever rounded, so that the order of additions does not matter.</summary>
    private const int Digits = 12;

    /// <param name="sign">1 adds the symbol, -1 takes it off.</param>
    public PositionTotals With(SymbolBook book, IReadOnlyDictionary<Symbol, Price> marks, int sign)
    {
        if (book.Position.IsFlat)
        {
            return book.Entries == 0m ? this : this with { Active = Active + sign };
        }

        var value = ValueOf(book, marks);
        var cost = Exact(book.Position.CostBasis.Amount);
        return new PositionTotals(Net + (sign * value), Gross + (sign * Math.Abs(value)), Cost + (sign * cost), Committed + (sign * Math.Abs(cost)), Active + sign);
    }

    /// <summary>A position at its mark; without one at its last fill, and failing that at its cost.</summary>
    public static decimal ValueOf(SymbolBook book, IReadOnlyDictionary<Symbol, Price> marks) => Exact(
        Valuation.MarkOf(book.Holding, marks, book.Holding.Symbol) is { } mark ? book.Position.SignedQuantity * mark.Amount : book.Position.CostBasis.Amount);

    /// <summary>An amount without the digits that are not added up.</summary>
    public static decimal Exact(decimal amount) => amount.Scale <= Digits ? amount : Math.Round(amount, Digits);
}
