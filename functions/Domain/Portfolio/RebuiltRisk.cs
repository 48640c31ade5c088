using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Open risk folded from the whole log: intents say what a share of an order puts at risk, fills how many of its shares are held.</summary>
public sealed class RebuiltRisk
{
    private readonly Dictionary<ClientOrderId, Money> distances = [];
    private readonly Dictionary<Symbol, Step> symbols = [];

    /// <summary>Of the open position, dollars.</summary>
    public Money Of(Symbol symbol) => symbols.GetValueOrDefault(symbol).Risk;

    /// <summary>Folds one entry; entries come in the order of their numbers, from the first.</summary>
    public void Apply(LogEntry entry)
    {
        switch (entry)
        {
            case { Intent: { } intent }:
                distances[intent.Terms.ClientOrderId] = intent.StopDistance;
                break;
            case { Fill: { } fill }:
                var (held, risk) = symbols.GetValueOrDefault(fill.Symbol);
                symbols[fill.Symbol] = new Step(fill.PositionAfter, OpenRisk.After(risk, held, fill.PositionAfter, fill.SignedQuantity, distances.GetValueOrDefault(fill.OrderId)));
                break;
            case { Adjustment: { Symbol: { } symbol } adjustment }:
                var (shares, before) = symbols.GetValueOrDefault(symbol);
                var left = shares + adjustment.SignedQuantity;
                symbols[symbol] = new Step(left, left == 0m ? Money.Zero : before);
                break;
            case { Split: { } split }:
                symbols[split.Symbol] = symbols.GetValueOrDefault(split.Symbol) with { Shares = split.QuantityAfter };
                break;
        }
    }

    /// <summary>Where the stored open risk differs: of positions from the log's, in total from that of positions and working entries.</summary>
    public IEnumerable<BooksDifference> Differences(AccountState stored)
    {
        foreach (var (symbol, book) in stored.Symbols)
        {
            if (book.Holding.OpenRisk != Of(symbol))
            {
                yield return new BooksDifference($"{symbol} openRisk", book.Holding.OpenRisk.ToString(), Of(symbol).ToString());
            }
        }

        var total = new Money(
            stored.Symbols.Values.Sum(book => book.Holding.OpenRisk.Amount)
            + stored.Live.Values.Where(order => order.Terms.Purpose == OrderPurpose.Entry).Sum(order => order.StopDistance.Amount * order.Remaining.Shares));
        if (stored.Ledger.OpenRisk != total)
        {
            yield return new BooksDifference("openRisk", stored.Ledger.OpenRisk.ToString(), total.ToString());
        }
    }

    private readonly record struct Step(decimal Shares, Money Risk);
}
