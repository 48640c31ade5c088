using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>A working copy of an account for one command: keeps the sums of the ledger and the symbols in step with orders, and notes what was touched.</summary>
internal sealed class AccountDraft
{
    private readonly AccountState origin;
    private readonly SortedSet<ClientOrderId> orders = [];
    private readonly SortedSet<Symbol> holdings = [];
    private readonly SortedSet<Symbol> locks = [];
    private readonly List<LogEntry> log = [];

    public AccountDraft(AccountState state) => (origin, State) = (state, state);

    public AccountState State { get; private set; }

    public DecisionRecord? Decision { get; set; }

    public Ledger Ledger
    {
        get => State.Ledger;
        set => State = State with { Ledger = value };
    }

    public AccountChange Finish(AccountReply reply) => new(State, reply, orders, holdings, locks, log, Decision, !ReferenceEquals(State, origin));

    /// <summary>Stores an order and moves its reservation. A new one gets its number.</summary>
    /// <returns>The order as stored.</returns>
    public OrderRecord Put(OrderRecord order)
    {
        var known = State.Find(order.Id);
        return Put(known, order with { Number = known?.Number ?? NextOrderNumber() });
    }

    /// <summary>Takes in an order as it was stored, with the number it has or has not.</summary>
    public void Restore(OrderRecord stored) => Put(State.Find(stored.Id), stored);

    private OrderRecord Put(OrderRecord? known, OrderRecord order)
    {
        var next = order with { FinalUtc = order.IsFinal ? order.FinalUtc ?? order.UpdatedUtc : null };
        if (known is not null)
        {
            Reserve(known, -1);
        }

        State = State.With(next);
        Reserve(next, 1);
        orders.Add(next.Id);
        return next;
    }

    /// <summary>Takes an order out again, as if it had never been reserved: only to decide on it once more.</summary>
    public AccountState Without(OrderRecord order)
    {
        var draft = new AccountDraft(State);
        draft.Reserve(order, -1);
        return draft.State.Without(order.Id);
    }

    public void Put(Holding holding)
    {
        Set(State.Book(holding.Symbol) with { Holding = holding });
        holdings.Add(holding.Symbol);
    }

    public void Put(SymbolLock symbolLock)
    {
        Set(State.Book(symbolLock.Symbol) with { Lock = symbolLock });
        locks.Add(symbolLock.Symbol);
    }

    public void Log(
        DateTime atUtc,
        OrderEvent? @event = null,
        FillRecord? fill = null,
        Adjustment? adjustment = null,
        StateChange? state = null,
        IntentRecord? intent = null,
        SplitRecord? split = null,
        StrategySwitch? strategy = null,
        OrderStep? order = null)
    {
        Ledger = Ledger with { LogSequence = Ledger.LogSequence + 1 };
        log.Add(new LogEntry(Ledger.LogSequence, atUtc, @event, fill, adjustment, state, intent, split, strategy, order));
    }

    /// <summary>Books a fill: position, cash, P&amp;L, fees and open risk, and its entry in the log.</summary>
    public void Book(OrderRecord order, BookedFill fill, DateTime atUtc)
    {
        var holding = State.Book(order.Terms.Symbol).Holding;
        var (position, realized) = holding.Position.Apply(fill.Signed, fill.Price);
        var risk = OpenRisk.After(holding.OpenRisk, holding.Position.SignedQuantity, position.SignedQuantity, fill.Signed, order.StopDistance);
        var reduced = Math.Sign(fill.Signed) == -Math.Sign(holding.Position.SignedQuantity);
        Ledger = Ledger with
        {
            Cash = new Money(Ledger.Cash.Amount - (fill.Signed * fill.Price.Amount) - fill.Fee.Amount),
            RealizedPnl = Ledger.RealizedPnl + realized,
            Fees = Ledger.Fees + fill.Fee,
            OpenRisk = Ledger.OpenRisk + risk - holding.OpenRisk,
        };
        Put(holding with
        {
            Position = position,
            RealizedPnl = holding.RealizedPnl + realized,
            Fees = holding.Fees + fill.Fee,
            OpenRisk = risk,
            LastPrice = fill.Price,
            OpenedUtc = position.IsFlat ? null : holding.Position.IsFlat ? atUtc : holding.OpenedUtc,
            LastExitUtc = reduced ? atUtc : holding.LastExitUtc,
            Exits = reduced ? ClosedExit.Add(holding.Exits, ExitOf(order, holding.Position, fill, realized, atUtc)) : holding.Exits,
            Strategy = position.IsFlat ? null : holding.Position.IsFlat || Math.Sign(position.SignedQuantity) != Math.Sign(holding.Position.SignedQuantity) ? order.Terms.Strategy : holding.Strategy,
        });
        Log(atUtc, fill: new FillRecord(
            order.Id, order.Parent, order.Leg, order.Terms.Symbol, order.Terms.Purpose, order.Terms.Strategy,
            fill.Signed, fill.Price, fill.Fee, realized, position.SignedQuantity, fill.ExecutionId, order.Worker));
    }

    private static ClosedExit ExitOf(OrderRecord order, Position before, BookedFill fill, Money realized, DateTime atUtc)
    {
        var closed = Math.Min(Math.Abs(fill.Signed), before.Quantity.Shares);
        var cost = Math.Round(before.CostBasis.Abs().Amount * closed / before.Quantity.Shares, 8);
        var isStop = order.Leg == BracketLeg.StopLoss || order.Terms.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;
        return new ClosedExit(order.Id, atUtc, realized - fill.Fee, new Money(cost), isStop);
    }

    private long NextOrderNumber()
    {
        Ledger = Ledger with { OrderSequence = Ledger.OrderSequence + 1 };
        return Ledger.OrderSequence;
    }

    private void Reserve(OrderRecord order, int sign)
    {
        var book = State.Book(order.Terms.Symbol);
        var entry = order.Terms.Purpose == OrderPurpose.Entry;
        var remaining = sign * order.Remaining.Shares;
        var reserved = order.Reserved * sign;
        var isAdded = sign > 0 && !order.IsFinal;
        Set(book with
        {
            Orders = isAdded ? book.Orders.Add(order.Id) : book.Orders.Remove(order.Id),
            Legs = isAdded && order.Source == OrderSource.Bracket ? book.Legs.Add(order.Id) : book.Legs.Remove(order.Id),
            Entries = book.Entries + (entry ? (order.Terms.Side == Side.Buy ? remaining : -remaining) : 0m),
            EntryNotional = book.EntryNotional + reserved,
            Exits = entry || order.Source == OrderSource.Bracket ? book.Exits : new Quantity(book.Exits.Shares + remaining),
        });
        Ledger = Ledger with
        {
            ReservedExposure = Ledger.ReservedExposure + reserved,
            OpenRisk = entry ? Ledger.OpenRisk + (order.StopDistance * remaining) : Ledger.OpenRisk,
        };
    }

    private void Set(SymbolBook book) => State = State.With(book);
}
