namespace TradingFunctions.Domain.Orders;

/// <summary>What the books must do for one event.</summary>
/// <param name="Signed">Shares to book, signed: bought positive. Opposite to the order's side for a bust.</param>
public sealed record BookedFill(string ExecutionId, decimal Signed, Price Price, Money Fee);

/// <summary>One order's reaction to what the broker says about it.</summary>
public static class OrderLife
{
    /// <summary>Applies an event: duplicates by execution id, quantities as differences, nothing beyond the broker's cumulative figure.</summary>
    /// <remarks>
    /// Busts and corrections may come before their fill, and may concern an execution that is booked only as part of a reading. Then what is left cannot be
    /// told from the message: <see cref="OrderRecord.CorrectedUtc"/> asks for a reading, which <see cref="Observe"/> takes as the truth.
    /// </remarks>
    /// <returns>The order afterwards and the fills to book: none, one, or for a correction two.</returns>
    public static (OrderRecord Order, BookedFill[] Fills) Apply(OrderRecord order, OrderEvent @event)
    {
        var status = OrderTransitions.Next(order.Status, @event.Kind);
        var next = order with
        {
            Status = status,
            Reported = Reported(order, @event),
            Reason = order.Reason ?? @event.Reason,
            BrokerOrderId = order.BrokerOrderId ?? @event.BrokerOrderId,
            UpdatedUtc = @event.AtUtc > order.UpdatedUtc ? @event.AtUtc : order.UpdatedUtc,
            Stage = order.End is null or OrderEnd.Lost ? IntentStage.Confirmed : order.Stage,
            End = order.End == OrderEnd.Lost ? null : order.End,
            UnresolvedUtc = null,
        };

        BookedFill[] fills = [];
        switch (@event.Kind)
        {
            case OrderEventKind.PartialFill or OrderEventKind.Fill when @event is { ExecutionId: { } id, Price: { } price }:
                (next, fills) = Fill(next, id, new Price(price), @event);
                break;
            case OrderEventKind.TradeBust when @event.ExecutionId is { } busted:
                (next, fills) = Bust(next, busted, @event);
                break;
            case OrderEventKind.TradeCorrect when @event is { ExecutionId: { } corrected, Price: { } price }:
                (next, fills) = Correct(next, order.Reported, corrected, new Price(price), @event);
                break;
            default:
                break;
        }

        return (Settle(next), fills);
    }

    /// <summary>Applies the order as read from the broker. Missing executions are booked as one fill at the price that explains the average.</summary>
    /// <remarks>A read may be older than what an event has told: it explains the quantity that it names and no more.</remarks>
    /// <param name="bookFills">False where the broker's event journal will bring every execution.</param>
    public static (OrderRecord Order, BookedFill[] Fills) Observe(OrderRecord order, BrokerOrder read, bool bookFills)
    {
        var next = order with
        {
            Status = OrderTransitions.Observe(order.Status, read.Status),
            Reported = Larger(order.Reported, read.FilledQuantity),
            Reason = order.Reason ?? read.RejectReason,
            BrokerOrderId = order.BrokerOrderId ?? read.BrokerOrderId,
            UpdatedUtc = read.UpdatedUtc > order.UpdatedUtc ? read.UpdatedUtc : order.UpdatedUtc,
            Stage = order.End is null or OrderEnd.Lost ? IntentStage.Confirmed : order.Stage,
            End = order.End == OrderEnd.Lost ? null : order.End,
            UnresolvedUtc = null,
        };

        BookedFill[] fills = [];
        if (bookFills && order.CorrectedUtc <= read.UpdatedUtc)
        {
            (next, fills) = Restate(next with { CorrectedUtc = null }, read);
        }
        else if (bookFills && read.AverageFillPrice is { } average && read.FilledQuantity > next.Filled)
        {
            var missing = read.FilledQuantity - next.Filled;
            var price = ((average * read.FilledQuantity.Shares) - next.FilledNotional.Amount) / missing.Shares;
            var execution = new Execution($"read-{read.FilledQuantity}", new Price(Math.Round(price > 0m ? price : average, 6)), missing, Money.Zero, Through: read.FilledQuantity);
            (next, fills) = Book(next, execution);
        }

        return (Settle(next), fills);
    }

    /// <summary>Ends the order once its status is final and the books hold all that the broker reported.</summary>
    public static OrderRecord Settle(OrderRecord order)
    {
        var status = order.Status is OrderStatus.New && !order.Filled.IsZero ? OrderStatus.PartiallyFilled : order.Status;
        return !order.IsFinal && status.IsFinal() && order.Filled + (order.TakenBack ?? Quantity.Zero) >= order.Reported
            ? order with { Status = status, Stage = IntentStage.Final, End = status.End(), Claim = null }
            : order with { Status = status };
    }

    private static (OrderRecord, BookedFill[]) Fill(OrderRecord order, string id, Price price, OrderEvent @event)
    {
        if (IsKnown(order, id) || Array.Exists(order.Executions, e => IsWithin(@event.CumulativeQuantity, e)))
        {
            return (order, []);
        }

        if (Array.Find(order.CorrectedUnseen ?? [], e => string.Equals(e.Id, id, StringComparison.Ordinal)) is { } corrected)
        {
            return Book(TakeBack(order, @event.Quantity > corrected.Quantity ? @event.Quantity - corrected.Quantity : Quantity.Zero), corrected);
        }

        // Once something was taken back, the cumulative figures are of different times, and only the order itself is a bound.
        var ceiling = order.TakenBack is { } back ? Larger(order.Terms.Quantity, order.Reported + back)
            : order.Reported.IsZero ? order.Terms.Quantity
            : order.Reported;
        var quantity = Quantity.Min(@event.Quantity, ceiling > order.Filled ? ceiling - order.Filled : Quantity.Zero);
        return quantity.IsZero ? (order, []) : Book(order, new Execution(id, price, quantity, @event.Fee));
    }

    /// <summary>The largest cumulative quantity told so far. An execution that is known has told its own already, and may have been corrected since.</summary>
    private static Quantity Reported(OrderRecord order, OrderEvent @event) =>
        @event is { Kind: OrderEventKind.PartialFill or OrderEventKind.Fill, ExecutionId: { } id } && IsKnown(order, id) ? order.Reported : Larger(order.Reported, @event.CumulativeQuantity);

    private static bool IsKnown(OrderRecord order, string id) =>
        Array.Exists(order.Executions, e => string.Equals(e.Id, id, StringComparison.Ordinal)) || (order.BustedUnseen is { } unseen && Array.IndexOf(unseen, id) >= 0);

    /// <summary>An execution that was read with others in one figure, and stands.</summary>
    private static bool IsRead(Execution execution) => !execution.Busted && !execution.Through.IsZero;

    private static OrderRecord AwaitReading(OrderRecord order, DateTime atUtc) => order with { CorrectedUtc = order.CorrectedUtc > atUtc ? order.CorrectedUtc : atUtc };

    /// <summary>Whether an execution that comes late was read before it came.</summary>
    private static bool IsWithin(Quantity cumulative, Execution read) => !cumulative.IsZero && cumulative <= read.Through;

    private static (OrderRecord, BookedFill[]) Book(OrderRecord order, Execution execution)
    {
        var next = Refigure(order, [.. order.Executions, execution]);
        return (next, [new BookedFill(execution.Id, Signed(order, execution.Quantity), execution.Price, execution.Fee)]);
    }

    private static (OrderRecord, BookedFill[]) Bust(OrderRecord order, string id, OrderEvent @event)
    {
        var index = Array.FindIndex(order.Executions, e => !e.Busted && string.Equals(e.Id, id, StringComparison.Ordinal));
        if (index < 0)
        {
            return IsKnown(order, id) ? (order, [])
                : ((Array.Exists(order.Executions, IsRead) ? AwaitReading(order, @event.AtUtc) : TakeBack(order, @event.Quantity)) with { BustedUnseen = [.. order.BustedUnseen ?? [], id] }, []);
        }

        var execution = order.Executions[index];
        var executions = (Execution[])order.Executions.Clone();
        executions[index] = execution with { Busted = true };
        var next = TakeBack(Refigure(order, executions), execution.Quantity) with { Reported = order.Reported > execution.Quantity ? order.Reported - execution.Quantity : Quantity.Zero };
        return (next, [Reversal(order, execution)]);
    }

    /// <param name="reported">What was told before this event.</param>
    private static (OrderRecord, BookedFill[]) Correct(OrderRecord order, Quantity reported, string id, Price price, OrderEvent @event)
    {
        var index = Array.FindIndex(order.Executions, e => !e.Busted && string.Equals(e.Id, id, StringComparison.Ordinal));
        if (index < 0)
        {
            return (IsKnown(order, id) ? order : Array.Exists(order.Executions, IsRead) ? AwaitReading(order, @event.AtUtc) : Remember(order, new Execution(id, price, @event.Quantity, @event.Fee)), []);
        }

        var (old, quantity) = (order.Executions[index], @event.Quantity);
        if (old.Price == price && old.Quantity == quantity)
        {
            return (order, []);
        }

        var executions = (Execution[])order.Executions.Clone();
        executions[index] = new Execution(id, price, quantity, @event.Fee);
        // The event's own figure counts more shares already, as may one that was told since: they are added only where there is none.
        var change = quantity.Shares - old.Quantity.Shares;
        var moved = new Quantity(Math.Max(0m, reported.Shares + (change > 0m && !@event.CumulativeQuantity.IsZero ? 0m : change)));
        var next = Refigure(order, executions) with { Reported = @event.CumulativeQuantity > reported ? Larger(moved, @event.CumulativeQuantity) : moved };
        return (TakeBack(next, old.Quantity > quantity ? old.Quantity - quantity : Quantity.Zero), [
            Reversal(order, old),
            new BookedFill(id, Signed(order, quantity), price, @event.Fee),
        ]);
    }

    /// <summary>Makes what was read before agree with a reading that is the truth; executions that were told of by name stay as they are.</summary>
    private static (OrderRecord, BookedFill[]) Restate(OrderRecord order, BrokerOrder read)
    {
        Execution[] before = [.. order.Executions.Where(IsRead)];
        Execution[] named = [.. order.Executions.Where(e => !IsRead(e))];
        var rest = Refigure(order, named);
        if (rest.Filled > read.FilledQuantity)
        {
            return (order, []);
        }

        var quantity = read.FilledQuantity - rest.Filled;
        Execution[] after = [];
        if (!quantity.IsZero && read.AverageFillPrice is { } average)
        {
            var price = ((average * read.FilledQuantity.Shares) - rest.FilledNotional.Amount) / quantity.Shares;
            var through = before.Aggregate(read.FilledQuantity, (most, e) => Larger(most, e.Through));
            after = [new Execution($"read-{read.FilledQuantity}", new Price(Math.Round(price > 0m ? price : average, 6)), quantity, Money.Zero, Through: through)];
        }

        var next = Refigure(order, [.. named, .. after]) with { Reported = read.FilledQuantity };
        if (next.Filled == order.Filled && next.FilledNotional == order.FilledNotional)
        {
            return (order with { Reported = read.FilledQuantity }, []);
        }

        return (TakeBack(next, order.Filled > next.Filled ? order.Filled - next.Filled : Quantity.Zero), [
            .. before.Select(execution => Reversal(order, execution)),
            .. after.Select(execution => new BookedFill(execution.Id, Signed(order, execution.Quantity), execution.Price, execution.Fee)),
        ]);
    }

    private static OrderRecord Remember(OrderRecord order, Execution corrected)
    {
        var before = order.CorrectedUnseen ?? [];
        return Array.IndexOf(before, corrected) >= 0 ? order
            : TakeBack(order, Quantity.Zero) with { CorrectedUnseen = [.. before.Where(e => !string.Equals(e.Id, corrected.Id, StringComparison.Ordinal)), corrected] };
    }

    private static OrderRecord TakeBack(OrderRecord order, Quantity quantity) => order with { TakenBack = (order.TakenBack ?? Quantity.Zero) + quantity };

    private static BookedFill Reversal(OrderRecord order, Execution execution) => new(execution.Id, -Signed(order, execution.Quantity), execution.Price, -execution.Fee);

    private static OrderRecord Refigure(OrderRecord order, Execution[] executions)
    {
        decimal filled = 0m, notional = 0m, fees = 0m;
        foreach (var execution in executions)
        {
            if (!execution.Busted)
            {
                filled += execution.Quantity.Shares;
                notional += execution.Price.Amount * execution.Quantity.Shares;
                fees += execution.Fee.Amount;
            }
        }

        return order with { Executions = executions, Filled = new Quantity(filled), FilledNotional = new Money(notional), Fees = new Money(fees) };
    }

    private static decimal Signed(OrderRecord order, Quantity quantity) => order.Terms.Side == Side.Buy ? quantity.Shares : -quantity.Shares;

    private static Quantity Larger(Quantity left, Quantity right) => left >= right ? left : right;
}
