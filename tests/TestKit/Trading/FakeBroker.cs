using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Trading;

/// <summary>A broker that survives its clients: orders by client id, brackets, an event journal, and books of its own to compare with.</summary>
public sealed class FakeBroker(TimeProvider clock, Money cash) : IBroker
{
    private readonly Lock sync = new();
    private readonly SortedDictionary<ClientOrderId, Working> orders = [];
    private readonly List<OrderEvent> journal = [];
    private readonly Dictionary<Symbol, decimal> positions = [];
    private Money balance = cash;
    private int executions;

    /// <summary>Price at which market orders fill as soon as they are sent; null leaves them working.</summary>
    public Func<Symbol, decimal?> FillPrice { get; set; } = _ => null;

    public Money FeePerFill { get; set; }

    /// <summary>What to answer instead; the order is taken all the same when it is <see cref="SubmitStatus.Unresolved"/> and <see cref="TakesUnresolved"/>.</summary>
    public Func<OrderTerms, SubmitStatus?> Misbehave { get; set; } = _ => null;

    public bool TakesUnresolved { get; set; } = true;

    public bool FindFails { get; set; }

    /// <summary>Lists of orders get no answer.</summary>
    public bool ListsFail { get; set; }

    /// <summary>What every cancel is answered with, nothing done; null cancels.</summary>
    public CancelStatus? CancelStatus { get; set; }

    /// <summary>The account's messages as the headers tell them.</summary>
    public BrokerRate? Rate { get; set; }

    /// <summary>Bends every order that is told of.</summary>
    public Func<BrokerOrder, BrokerOrder> Bend { get; set; } = static order => order;

    /// <summary>Bends what is told of the account.</summary>
    public Func<BrokerAccount, BrokerAccount> BendAccount { get; set; } = static account => account;

    /// <summary>What cash moves by at every look at the account.</summary>
    public Money CashMoves { get; set; }

    /// <summary>Calls that read: positions, account, orders.</summary>
    public int Reads { get; private set; }

    public BrokerTraits Traits { get; set; } = new("fake", AbsenceIsConclusive: true, HasEventJournal: true);

    /// <summary>Ids of all submit calls that reached the broker, duplicates included.</summary>
    public List<ClientOrderId> Submitted { get; } = [];

    public IReadOnlyList<OrderEvent> Journal
    {
        get
        {
            lock (sync)
                return [.. journal];
        }
    }

    public Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken)
    {
        lock (sync)
        {
            var terms = order.Terms;
            Submitted.Add(terms.ClientOrderId);
            if (orders.ContainsKey(terms.ClientOrderId))
                return Answer(SubmitStatus.Duplicate);

            var answer = Misbehave(terms);
            if (answer is not null && !(answer == SubmitStatus.Unresolved && TakesUnresolved))
                return Answer(answer.Value);

            var working = Take(terms, parent: null, OrderStatus.New, OrderEventKind.New);
            if (terms.StopLoss is { } stop)
                working.Legs.Add(Take(Leg(terms, "-sl", OrderType.Stop) with { StopPrice = stop }, terms.ClientOrderId, OrderStatus.Held, OrderEventKind.Held));
            if (terms.TakeProfit is { } target)
                working.Legs.Add(Take(Leg(terms, "-tp", OrderType.Limit) with { LimitPrice = target }, terms.ClientOrderId, OrderStatus.Held, OrderEventKind.Held));
            if (terms.Type == OrderType.Market && FillPrice(terms.Symbol) is { } price)
                Fill(working, terms.Quantity.Shares, price);
            return answer is null ? Task.FromResult(new SubmitOutcome(SubmitStatus.Confirmed, Told(working), null)) : Answer(answer.Value);
        }
    }

    /// <summary>Fills part of an order.</summary>
    public void Fill(ClientOrderId id, decimal quantity, decimal price)
    {
        lock (sync)
            Fill(orders[id], quantity, price);
    }

    /// <summary>A trade made past the pipeline.</summary>
    public void TradeByHand(Symbol symbol, decimal signed, decimal price)
    {
        lock (sync)
            Move(symbol, signed, price, Money.Zero);
    }

    public Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken)
    {
        lock (sync)
        {
            if (CancelStatus is { } status)
                return Task.FromResult(status);
            if (!orders.TryGetValue(id, out var working))
                return Task.FromResult(Pipeline.Ports.CancelStatus.NotFound);
            if (working.Status.IsFinal())
                return Task.FromResult(Pipeline.Ports.CancelStatus.TooLate);

            End(working, OrderStatus.Canceled, OrderEventKind.Canceled);
            foreach (var other in Linked(working).Where(other => !other.Status.IsFinal()))
                End(other, OrderStatus.Canceled, OrderEventKind.Canceled);
            return Task.FromResult(Pipeline.Ports.CancelStatus.Accepted);
        }
    }

    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken)
    {
        if (FindFails)
            throw new BrokerException("no answer");
        lock (sync)
            return Task.FromResult(orders.TryGetValue(id, out var working) ? Told(working) : null);
    }

    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken)
    {
        if (ListsFail)
            throw new BrokerException("no answer");
        lock (sync)
            return Task.FromResult<IReadOnlyList<BrokerOrder>>([.. orders.Values.Where(order => !order.Status.IsFinal()).Select(Told)]);
    }

    public Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken)
    {
        lock (sync)
            return Task.FromResult<IReadOnlyList<BrokerOrder>>([.. orders.Values.Where(order => order.Parent is null && order.TakenUtc > sinceUtc).Select(Told)]);
    }

    /// <summary>An order placed past the pipeline, filled at once.</summary>
    public void OrderByHand(string id, Symbol symbol, Side side, decimal quantity, decimal price)
    {
        lock (sync)
        {
            var terms = new OrderTerms(
                new ClientOrderId(id), symbol, side, new Quantity(quantity), OrderType.Market, TimeInForce.Day, OrderPurpose.Entry, new StrategyId("hand"));
            Fill(Take(terms, parent: null, OrderStatus.New, OrderEventKind.New), quantity, price);
        }
    }

    /// <summary>Tells something about an order as the journal would.</summary>
    public void Tell(ClientOrderId id, Func<OrderEvent, OrderEvent> bend)
    {
        lock (sync)
        {
            Tell(orders[id], OrderEventKind.Unknown);
            journal[^1] = bend(journal[^1]);
        }
    }

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken)
    {
        lock (sync)
            return Task.FromResult<IReadOnlyList<BrokerPosition>>([.. positions.Where(pair => pair.Value != 0m).Select(pair => new BrokerPosition(pair.Key, pair.Value, 100m))]);
    }

    /// <summary>What it says of a symbol; null where it does not know it. By default it trades and lends everything.</summary>
    public Func<Symbol, BrokerAsset?> Assets { get; set; } = symbol => new BrokerAsset(symbol, Tradable: true, Shortable: true);

    /// <summary>It is asked in vain for accounts and assets.</summary>
    public bool StandingFails { get; set; }

    public bool ShortingEnabled { get; set; } = true;

    /// <summary>What it says that may still be bought; null says the cash.</summary>
    public Money? BuyingPower { get; set; }

    /// <summary>Times that it was asked for a symbol.</summary>
    public int AssetCalls { get; private set; }

    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken)
    {
        AssetCalls++;
        return StandingFails ? throw new BrokerException("no answer") : Task.FromResult(Assets(symbol));
    }

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken)
    {
        lock (sync)
        {
            balance += CashMoves;
            return Task.FromResult(BendAccount(new BrokerAccount(balance, balance, BuyingPower ?? balance, CanTrade: true, ShortingEnabled)));
        }
    }

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        lock (sync)
            return Task.FromResult<IReadOnlyList<OrderEvent>>([.. journal.Skip((int)afterSequence).Take(limit)]);
    }

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => Task.CompletedTask;

    private static Task<SubmitOutcome> Answer(SubmitStatus status) => Task.FromResult(new SubmitOutcome(status, Order: null, $"said {status}"));

    private static OrderTerms Leg(OrderTerms entry, string suffix, OrderType type) => new(
        new ClientOrderId(entry.ClientOrderId + suffix), entry.Symbol, entry.Side == Side.Buy ? Side.Sell : Side.Buy, entry.Quantity, type, entry.TimeInForce,
        OrderPurpose.Exit, entry.Strategy);

    private Working Take(OrderTerms terms, ClientOrderId? parent, OrderStatus status, OrderEventKind kind)
    {
        var working = new Working(terms, parent, status, clock.GetUtcNow().UtcDateTime);
        orders.Add(terms.ClientOrderId, working);
        Tell(working, kind);
        return working;
    }

    private void Fill(Working working, decimal quantity, decimal price)
    {
        working.Filled += quantity;
        working.Notional += quantity * price;
        working.Status = working.Filled >= working.Terms.Quantity.Shares ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        Move(working.Terms.Symbol, working.Terms.Side == Side.Buy ? quantity : -quantity, price, FeePerFill);
        Tell(working, working.Status == OrderStatus.Filled ? OrderEventKind.Fill : OrderEventKind.PartialFill, quantity, price);
        foreach (var leg in working.Legs.Where(leg => leg.Status == OrderStatus.Held && working.Status == OrderStatus.Filled))
        {
            leg.Status = OrderStatus.New;
            Tell(leg, OrderEventKind.New);
        }

        if (working is { Parent: not null, Status: OrderStatus.Filled })
        {
            foreach (var other in Linked(working).Where(other => !other.Status.IsFinal()))
                End(other, OrderStatus.Canceled, OrderEventKind.Canceled);
        }
    }

    private void End(Working working, OrderStatus status, OrderEventKind kind)
    {
        working.Status = status;
        Tell(working, kind);
    }

    private IEnumerable<Working> Linked(Working working) => working.Parent is { } parent ? orders[parent].Legs.Where(leg => leg != working) : working.Legs;

    private void Move(Symbol symbol, decimal signed, decimal price, Money fee)
    {
        positions[symbol] = positions.GetValueOrDefault(symbol) + signed;
        balance = new Money(balance.Amount - (signed * price) - fee.Amount);
    }

    private void Tell(Working working, OrderEventKind kind, decimal quantity = 0m, decimal? price = null) => journal.Add(new OrderEvent(
        journal.Count + 1, kind, "B" + working.Terms.ClientOrderId, working.Terms.ClientOrderId, working.Parent, working.Terms.Symbol, working.Terms.Side, clock.GetUtcNow().UtcDateTime,
        price is null ? null : "X" + (++executions).ToString(CultureInfo.InvariantCulture), price, new Quantity(quantity), price is null ? Money.Zero : FeePerFill, new Quantity(working.Filled)));

    private BrokerOrder Told(Working working)
    {
        Reads++;
        return Bend(View(working));
    }

    private static BrokerOrder View(Working working) => new(
        "B" + working.Terms.ClientOrderId, working.Terms.ClientOrderId, working.Terms.Symbol, working.Terms.Side, working.Terms.Quantity, working.Terms.Type, working.Terms.TimeInForce,
        working.Status, new Quantity(working.Filled), working.Filled == 0m ? null : working.Notional / working.Filled, working.Terms.LimitPrice, working.Terms.StopPrice,
        working.TakenUtc, working.TakenUtc, [.. working.Legs.Select(View)]);

    private sealed class Working(OrderTerms terms, ClientOrderId? parent, OrderStatus status, DateTime takenUtc)
    {
        public OrderTerms Terms => terms;

        public ClientOrderId? Parent => parent;

        public DateTime TakenUtc => takenUtc;

        public OrderStatus Status { get; set; } = status;

        public decimal Filled { get; set; }

        public decimal Notional { get; set; }

        public List<Working> Legs { get; } = [];
    }
}
