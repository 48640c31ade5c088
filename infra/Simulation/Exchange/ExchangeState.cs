using System.Diagnostics.CodeAnalysis;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Orders, positions and cash: the fold of the journal. Nothing changes but through an order placed, an order admitted, or an event.</summary>
internal sealed class ExchangeState(decimal startingCash)
{
    private readonly Dictionary<ClientOrderId, ExchangeOrder> orders = [];
    private readonly SortedDictionary<Symbol, SymbolDesk> desks = [];
    private readonly PriorityQueue<ExchangeOrder, (DateTime, ClientOrderId)> pending = new();

    public decimal Cash { get; private set; } = startingCash;

    /// <summary>Up to here bars have been matched.</summary>
    public DateTime ProcessedUtc { get; set; }

    /// <summary>Number of the last event.</summary>
    public long LastEvent { get; private set; }

    /// <summary>Number of the last order.</summary>
    public long LastOrder { get; private set; }

    /// <summary>Grows with every change to an order.</summary>
    public long Changes { get; private set; }

    /// <summary>Dollars of new exposure that all working orders may open.</summary>
    public decimal Reserved
    {
        get
        {
            var reserved = 0m;
            foreach (var desk in desks.Values)
            {
                reserved += desk.Reserved;
            }

            return reserved;
        }
    }

    /// <summary>By symbol, ordinally.</summary>
    public IEnumerable<SymbolDesk> Desks => desks.Values;

    /// <summary>All orders with their legs, in no order.</summary>
    public IEnumerable<ExchangeOrder> Orders => orders.Values;

    /// <summary>Open orders, held legs among them, in no order.</summary>
    public IEnumerable<ExchangeOrder> OpenOrders
    {
        get
        {
            var waiting = pending.UnorderedItems.Select(item => item.Element);
            var heads = desks.Values.SelectMany(desk => desk.Working).Where(order => order.Parent is null).Concat(waiting);
            var activeLegs = desks.Values.SelectMany(desk => desk.Working).Where(order => order.Parent is { IsOpen: false });
            return heads.SelectMany(head => head.Legs.Prepend(head)).Concat(activeLegs).Where(order => order.IsOpen);
        }
    }

    public bool Knows(ClientOrderId id) => orders.ContainsKey(id);

    public bool TryFind(ClientOrderId id, [MaybeNullWhen(false)] out ExchangeOrder order) => orders.TryGetValue(id, out order);

    public SymbolDesk Desk(Symbol symbol)
    {
        if (!desks.TryGetValue(symbol, out var desk))
        {
            desks.Add(symbol, desk = new SymbolDesk(symbol));
        }

        return desk;
    }

    /// <summary>Takes a new order; it waits outside the book until it is admitted.</summary>
    public void Place(ExchangeOrder order)
    {
        orders.Add(order.Id, order);
        foreach (var leg in order.Legs)
        {
            orders.Add(leg.Id, leg);
        }

        pending.Enqueue(order, (order.SubmittedUtc, order.Id));
        LastOrder = order.Number;
        Changes++;
    }

    /// <summary>The next order that waits to be admitted; orders that ended before are passed over.</summary>
    public ExchangeOrder? NextPending
    {
        get
        {
            while (pending.TryPeek(out var order, out _))
            {
                if (order.IsOpen)
                {
                    return order;
                }

                pending.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Puts the next pending order into the book.</summary>
    public void Admit()
    {
        var order = pending.Dequeue();
        Changes++;
        Desk(order.Terms.Symbol).Add(order);
        foreach (var leg in order.Legs.Where(l => l.IsOpen && !l.IsHeld))
        {
            Desk(leg.Terms.Symbol).Add(leg);
        }
    }

    public void Apply(OrderEvent e)
    {
        Changes++;
        var order = orders[e.ClientOrderId];
        var desk = Desk(order.Terms.Symbol);
        (order.UpdatedUtc, order.Reason, LastEvent) = (e.AtUtc, e.Reason ?? order.Reason, e.Sequence);
        switch (e.Kind)
        {
            case OrderEventKind.New:
                (order.Status, order.EligibleUtc) = (OrderStatus.New, e.AtUtc);
                desk.Add(order);
                break;
            case OrderEventKind.PartialFill or OrderEventKind.Fill:
                order.Status = e.Kind == OrderEventKind.Fill ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
                Book(order, desk, e);
                break;
            case OrderEventKind.Canceled:
                order.Status = OrderStatus.Canceled;
                break;
            case OrderEventKind.Expired:
                order.Status = OrderStatus.Expired;
                break;
            case OrderEventKind.Rejected:
                order.Status = OrderStatus.Rejected;
                break;
            default:
                throw new InvalidOperationException($"Event {e.Sequence} of the exchange's journal has the kind {e.Kind}, which the exchange never writes.");
        }

        if (!order.IsOpen)
        {
            desk.Remove(order);
        }
    }

    private void Book(ExchangeOrder order, SymbolDesk desk, OrderEvent e)
    {
        var (shares, price) = (e.Quantity.Shares, e.Price!.Value);
        var signed = e.Side == Side.Buy ? shares : -shares;
        order.Filled += shares;
        order.FilledNotional += shares * price;
        order.Fees += e.Fee.Amount;
        order.Executions++;
        Cash -= (signed * price) + e.Fee.Amount;
        desk.Book(signed, price);
    }
}
