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
        decimal net = 0m, gross = 0m, cost = 0m;
        var active = 0;
        foreach (var (symbol, book) in state.Symbols)
        {
            var position = book.Position;
            if (position.IsFlat)
            {
                active += book.Entries != 0m ? 1 : 0;
                continue;
            }

            active++;
            var value = MarkOf(book.Holding, marks, symbol) is { } mark ? position.SignedQuantity * mark.Amount : position.CostBasis.Amount;
            net += value;
            gross += Math.Abs(value);
            cost += position.CostBasis.Amount;
        }

        return new Valuation(state.Ledger.Cash, new Money(net), new Money(gross), new Money(net - cost), active);
    }

    /// <summary>The price a holding is valued at; null when there is none.</summary>
    public static Price? MarkOf(Holding holding, IReadOnlyDictionary<Symbol, Price> marks, Symbol symbol) =>
        marks.TryGetValue(symbol, out var mark) ? mark : holding.LastPrice ?? holding.Position.AverageCost;
}
