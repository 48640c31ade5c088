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
    /// <summary>Of the symbols, or of older ones; filled when a decision asks.</summary>
    private PortfolioSums? sums;

    /// <summary>Of the live orders, or of older ones.</summary>
    private WorkingTotals? working;

    /// <summary>Those of the live orders that nobody has sent yet.</summary>
    public ImmutableSortedSet<ClientOrderId> Stored { get; init; } = [];

    private static readonly IReadOnlyDictionary<Symbol, Price> NoMarks = new Dictionary<Symbol, Price>();

    /// <summary>Of what the account holds; what was added up on the way is no part of it.</summary>
    public bool Equals(AccountState? other) => ReferenceEquals(this, other) || (other is not null && Ledger == other.Ledger
        && ReferenceEquals(Symbols, other.Symbols) && ReferenceEquals(Live, other.Live) && ReferenceEquals(Ended, other.Ended) && ReferenceEquals(Stored, other.Stored));

    public override int GetHashCode() => Ledger.GetHashCode();

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
            if (sums is { } known && known.BelongTo(Symbols))
            {
                return new Money(known.Totals.Committed);
            }

            var totals = default(PositionTotals);
            foreach (var (_, book) in Symbols)
            {
                totals = totals.With(book, NoMarks, 1);
            }

            return new Money(totals.Committed);
        }
    }

    /// <summary>Sums over all positions at a set of marks, kept from one change of the books to the next as long as decisions ask at the same marks.</summary>
    internal PortfolioSums SumsAt(IReadOnlyDictionary<Symbol, Price> marks) => sums is { } known && known.BelongTo(Symbols, marks) ? known : sums = PortfolioSums.Of(Symbols, marks, sums);

    /// <summary>What working entries of a strategy reserve.</summary>
    internal decimal ReservedBy(StrategyId strategy) => (working is { } known && known.BelongTo(Live) ? known : working = WorkingTotals.Of(Live)).Of(strategy);

    /// <summary>The account with one symbol as it now is.</summary>
    internal AccountState With(SymbolBook book)
    {
        var next = Symbols.SetItem(book.Holding.Symbol, book);
        return this with { Symbols = next, sums = sums?.Moved(Symbols, next, book) };
    }

    /// <summary>The account with one order as it now is: live, or ended.</summary>
    internal AccountState With(OrderRecord order)
    {
        var next = order.IsFinal ? Live.Remove(order.Id) : Live.SetItem(order.Id, order);
        return this with
        {
            Live = next,
            Ended = order.IsFinal ? Ended.SetItem(order.Id, order) : Ended.Remove(order.Id),
            Stored = order is { IsFinal: false, Stage: IntentStage.Stored } ? Stored.Add(order.Id) : Stored.Remove(order.Id),
            working = working?.Moved(Live, next, order.Id),
        };
    }

    /// <summary>The account as if an order had never been.</summary>
    internal AccountState Without(ClientOrderId id)
    {
        var next = Live.Remove(id);
        return this with { Live = next, Stored = Stored.Remove(id), working = working?.Moved(Live, next, id) };
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
