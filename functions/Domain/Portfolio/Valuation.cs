namespace TradingFunctions.Domain.Portfolio;

/// <summary>An account valued at one set of prices.</summary>
/// <param name="MarketValue">Of all positions; shorts count negative.</param>
/// <param name="Exposure">Of all positions, longs and shorts added up.</param>
/// <param name="ActiveSymbols">Symbols with a position or a working entry.</param>
public readonly record struct Valuation(Money Cash, Money MarketValue, Money Exposure, Money Unrealized, int ActiveSymbols)
{
    public Money Equity => Cash + MarketValue;

    /// <summary>Values every position at its mark; without one at its last fill, and failing that at its cost.</summary>
    public static Valuation Of(AccountState state, IReadOnlyDictionary<Symbol, Price> marks)
    {
        var totals = default(PositionTotals);
        foreach (var (_, book) in state.Symbols)
        {
            totals = totals.With(book, marks, 1);
        }

        return Of(state.Ledger.Cash, totals);
    }

    /// <summary>The same from the sums that the books keep for decisions.</summary>
    /// <param name="marks">Never changed again: the sums are kept for this very set of marks.</param>
    public static Valuation Kept(AccountState state, IReadOnlyDictionary<Symbol, Price> marks) => Of(state.Ledger.Cash, state.SumsAt(marks).Totals);

    private static Valuation Of(Money cash, in PositionTotals totals) =>
        new(cash, new Money(totals.Net), new Money(totals.Gross), new Money(totals.Net - totals.Cost), totals.Active);

    /// <summary>The price a holding is valued at; null when there is none.</summary>
    public static Price? MarkOf(Holding holding, IReadOnlyDictionary<Symbol, Price> marks, Symbol symbol) =>
        marks.TryGetValue(symbol, out var mark) ? mark : holding.LastPrice ?? holding.Position.AverageCost;
}
