namespace TradingFunctions.Domain.Portfolio;

/// <summary>How much of the books a broker's word replaces without more ado.</summary>
public static class AdoptionBound
{
    /// <summary>The difference in dollars: positions at the price of the last fill, where there is none at their cost; or cash, if that differs by more.</summary>
    /// <param name="positions">Positions that differ, as the broker has them.</param>
    /// <param name="cash">Cash as the broker has it.</param>
    public static Money Difference(AccountState books, IEnumerable<HeldPosition> positions, Money cash)
    {
        var moved = 0m;
        foreach (var told in positions)
        {
            var holding = books.Book(told.Symbol).Holding;
            moved += Math.Abs(told.SignedQuantity - holding.Position.SignedQuantity) * (Valuation.MarkOf(holding, Nothing, told.Symbol) ?? told.AverageCost ?? default).Amount;
        }

        return new Money(Math.Max(moved, Math.Abs(cash.Amount - books.Ledger.Cash.Amount)));
    }

    /// <summary>Whether a difference is one that an answer gone wrong explains better than a person's trade.</summary>
    /// <param name="share">Of the books' equity at the prices of the last fills.</param>
    public static bool IsLarge(AccountState books, Money difference, decimal share) =>
        difference > Valuation.Of(books, Nothing).Equity * share;

    private static readonly Dictionary<Symbol, Price> Nothing = [];
}
