using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What the broker tells, written into the books.</summary>
internal static class Booking
{
    /// <summary>Strategy of what was traded past this system.</summary>
    public static readonly StrategyId Unattributed = new("foreign");

    public static EventsReply Apply(AccountDraft draft, ApplyEvents command)
    {
        var applied = 0;
        var readAgain = new SortedSet<ClientOrderId>();
        foreach (var @event in command.Events)
        {
            if (@event.Sequence > 0 && @event.Sequence <= draft.Ledger.EventCursor)
            {
                continue;
            }

            var known = draft.State.Find(@event.ClientOrderId);
            if (@event.Sequence == 0 && (known is null || LacksLegs(draft, known)))
            {
                // A stream's message says too little of an order that nobody knows, and nothing of a bracket's legs: the order itself is read.
                readAgain.Add(@event.ClientOrderId);
                continue;
            }

            var order = known ?? Adopt(draft, @event);
            var (next, fills) = OrderLife.Apply(order, @event);
            var isChange = known is null || next != known;
            if (isChange)
            {
                draft.Put(next);
            }

            // The broker's journal is kept whole, also where reading the order was faster.
            if (isChange || @event.Sequence > 0)
            {
                if (fills.Length == 0)
                {
                    draft.Log(@event.AtUtc, @event);
                }

                Array.ForEach(fills, fill => draft.Book(next, fill, @event.AtUtc));
                applied++;
            }

            if (@event.Kind.NeedsReading() || (next.CorrectedUtc is not null && next.CorrectedUtc != known?.CorrectedUtc))
            {
                readAgain.Add(@event.ClientOrderId);
            }

            draft.Ledger = draft.Ledger with { EventCursor = Math.Max(draft.Ledger.EventCursor, @event.Sequence) };
        }

        return new EventsReply(applied, [.. readAgain]);
    }

    public static OrderReply Observe(AccountDraft draft, ObserveOrder command)
    {
        var read = command.Order;
        var known = draft.State.Find(read.ClientOrderId);
        Absorb(draft, known ?? Foreign(draft, read, parent: null), read, command.BookFills, command.NowUtc);
        return new OrderReply(draft.State.Find(read.ClientOrderId), IsNew: known is null);
    }

    /// <summary>Applies an order as read, and takes its bracket legs into the books.</summary>
    /// <param name="readUtc">When it was read, for the log; null for the answer to our own call.</param>
    public static void Absorb(AccountDraft draft, OrderRecord order, BrokerOrder read, bool bookFills, DateTime? readUtc)
    {
        var (next, fills) = OrderLife.Observe(order, read, bookFills);
        var known = draft.State.Find(next.Id);
        if (next != known)
        {
            draft.Put(next);
            if ((readUtc ?? (next.IsFinal ? read.UpdatedUtc : null)) is { } atUtc && OrderStep.IsWorthAnEntry(known, next))
            {
                draft.Log(atUtc, order: OrderStep.Of(next, OrderStepKind.Read, isNew: known is null));
            }
        }

        Array.ForEach(fills, fill => draft.Book(next, fill, read.UpdatedUtc));
        foreach (var leg in read.Legs)
        {
            Absorb(draft, Leg(draft, leg, next), leg, bookFills, readUtc);
        }
    }

    /// <summary>The record of a bracket's leg. One that was seen before its entry was is known as a stranger's until now.</summary>
    private static OrderRecord Leg(AccountDraft draft, BrokerOrder read, OrderRecord parent)
    {
        var attached = Foreign(draft, read, parent);
        return draft.State.Find(read.ClientOrderId) switch
        {
            null => attached,
            { Source: OrderSource.Foreign } known => known with { Terms = attached.Terms, Source = attached.Source, Origin = attached.Origin, Parent = attached.Parent, Leg = attached.Leg, Trace = attached.Trace },
            { } known => known,
        };
    }

    /// <summary>An entry with exits of which the books know none yet: were it to end now, nobody would look for them.</summary>
    private static bool LacksLegs(AccountDraft draft, OrderRecord order) =>
        order is { IsFinal: false, Terms: { StopLoss: not null } or { TakeProfit: not null } }
        && !draft.State.WorkingOrders(order.Terms.Symbol).Any(other => other.Parent == order.Id);

    /// <summary>The record of an order that an event speaks of and nobody knows: a leg of one of ours, or a stranger's.</summary>
    private static OrderRecord Adopt(AccountDraft draft, OrderEvent @event)
    {
        var parent = @event.ParentClientOrderId is { } id ? draft.State.Find(id) : null;
        var purpose = parent is not null ? OrderPurpose.Exit : PurposeOf(draft, @event.Symbol, @event.Side);
        var quantity = parent?.Terms.Quantity ?? (@event.CumulativeQuantity > @event.Quantity ? @event.CumulativeQuantity : @event.Quantity);
        return Adopted(
            new OrderTerms(@event.ClientOrderId, @event.Symbol, @event.Side, quantity, OrderType.Market, TimeInForce.Day, purpose, parent?.Terms.Strategy ?? Unattributed),
            parent, leg: null, @event.AtUtc);
    }

    private static OrderRecord Foreign(AccountDraft draft, BrokerOrder read, OrderRecord? parent) => Adopted(
        new OrderTerms(
            read.ClientOrderId, read.Symbol, read.Side, read.Quantity, read.Type, read.TimeInForce,
            parent is null ? PurposeOf(draft, read.Symbol, read.Side) : OrderPurpose.Exit, parent?.Terms.Strategy ?? Unattributed, read.LimitPrice, read.StopPrice),
        parent, parent is null ? null : read.Type == OrderType.Limit ? BracketLeg.TakeProfit : BracketLeg.StopLoss, read.SubmittedUtc);

    private static OrderRecord Adopted(OrderTerms terms, OrderRecord? parent, BracketLeg? leg, DateTime atUtc) => new()
    {
        Terms = terms,
        Source = parent is null ? OrderSource.Foreign : OrderSource.Bracket,
        Origin = parent?.Origin ?? terms.ClientOrderId.Value,
        Stage = IntentStage.Confirmed,
        Parent = parent?.Id,
        Leg = leg,
        Worker = parent?.Worker,
        Trace = parent?.Trace,
        DecidedUtc = parent?.DecidedUtc ?? atUtc,
        UpdatedUtc = atUtc,
        ReservePrice = terms.LimitPrice ?? terms.StopPrice,
    };

    private static OrderPurpose PurposeOf(AccountDraft draft, Symbol symbol, Side side)
    {
        var position = draft.State.Book(symbol).Position;
        return (side == Side.Sell && position.IsLong) || (side == Side.Buy && position.IsShort) ? OrderPurpose.Exit : OrderPurpose.Entry;
    }
}
