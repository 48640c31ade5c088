using System.Collections.Immutable;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>One account at one commit: immutable, so that a reader sees it whole. All enumeration is in ordinal order.</summary>
/// <param name="Symbols">Every symbol that was ever traded or locked.</param>
/// <param name="Live">Orders that have not ended.</param>
/// <param name="Ended">Final orders that were loaded because something came late for them; not all there are.</param>
public sealed record AccountState(
    Ledger Ledger,
    ImmutableSortedDictionary<Symbol, SymbolBook> Symbols,
    ImmutableSortedDictionary<ClientOrderId, OrderRecord> Live,
    ImmutableSortedDictionary<ClientOrderId, OrderRecord> Ended)
{
    /// <summary>Those of the live orders that nobody has sent yet.</summary>
    public ImmutableSortedSet<ClientOrderId> Stored { get; init; } = [];

    public static AccountState Empty(AccountId account) => new(
        new Ledger { Account = account },
        ImmutableSortedDictionary<Symbol, SymbolBook>.Empty,
        ImmutableSortedDictionary<ClientOrderId, OrderRecord>.Empty,
        ImmutableSortedDictionary<ClientOrderId, OrderRecord>.Empty);

    /// <summary>Puts an account together from its documents; the sums per symbol follow from the live orders.</summary>
    public static AccountState From(Ledger ledger, IEnumerable<Holding> holdings, IEnumerable<SymbolLock> locks, IEnumerable<OrderRecord> live)
    {
        var draft = new AccountDraft(Empty(ledger.Account) with { Ledger = ledger });
        foreach (var holding in holdings)
        {
            draft.Put(holding);
        }

        foreach (var symbolLock in locks)
        {
            draft.Put(symbolLock);
        }

        foreach (var order in live)
        {
            draft.Restore(order);
        }

        return draft.State with { Ledger = ledger };
    }

    public SymbolBook Book(Symbol symbol) => Symbols.TryGetValue(symbol, out var book) ? book : SymbolBook.Empty(symbol);

    /// <summary>Cost of all positions, long and short added up, and what working entries reserve.</summary>
    public Money Committed => PositionCost + Ledger.ReservedExposure;

    /// <summary>Of <see cref="Committed"/> what the broker has confirmed; an order on its way is not in it.</summary>
    public Money CommittedAtBroker
    {
        get
        {
            var sum = PositionCost.Amount;
            foreach (var (_, order) in Live)
            {
                sum += order.Stage == IntentStage.Confirmed ? order.Reserved.Amount : 0m;
            }

            return new Money(sum);
        }
    }

    private Money PositionCost
    {
        get
        {
            var sum = 0m;
            foreach (var (_, book) in Symbols)
            {
                sum += Math.Abs(book.Position.CostBasis.Amount);
            }

            return new Money(sum);
        }
    }

    /// <summary>The order, if it is live or was loaded.</summary>
    public OrderRecord? Find(ClientOrderId id) => Live.TryGetValue(id, out var order) || Ended.TryGetValue(id, out order) ? order : null;

    /// <summary>Working orders of a symbol, bracket legs included.</summary>
    public IEnumerable<OrderRecord> WorkingOrders(Symbol symbol) => Book(symbol).Orders.Select(id => Live[id]);

    /// <summary>Shares of a symbol that market exits of ours are closing; their sending may still wait.</summary>
    public Quantity ClosingNow(Symbol symbol) => new(WorkingOrders(symbol).Where(order => order.ClosesNow).Sum(order => order.Remaining.Shares));

    /// <summary>Exits of a symbol, bracket legs included, that hold shares and may never close them.</summary>
    public IEnumerable<OrderRecord> WaitingExits(Symbol symbol) => WorkingOrders(symbol).Where(order => order is { Terms.Purpose: OrderPurpose.Exit, ClosesNow: false });

    /// <summary>Working bracket legs of a symbol.</summary>
    public IEnumerable<OrderRecord> WorkingLegs(Symbol symbol) => Book(symbol).Legs.Select(id => Live[id]);
}
