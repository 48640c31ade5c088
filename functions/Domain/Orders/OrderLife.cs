namespace TradingFunctions.Domain.Orders;

/// <summary>What the books must do for one event.</summary>
/// <param name="Signed">Shares to book, signed: bought positive. Opposite to the order's side for a bust.</param>
public sealed record BookedFill(string ExecutionId, decimal Signed, Price Price, Money Fee);

/// <summary>One order's reaction to what the broker says about it.</summary>
public static class OrderLife
{
    /// <summary>Applies an event: duplicates by execution id, quantities as differences, nothing beyond the broker's cumulative figure.</summary>
    /// <returns>The order afterwards and the fills to book: none, one, or for a correction two.</returns>
    public static (OrderRecord Order, BookedFill[] Fills) Apply(OrderRecord order, OrderEvent @event)
    {
        var status = OrderTransitions.Next(order.Status, @event.Kind);
        var next = order with
        {
            Status = status,
            Reported = Larger(order.Reported, @event.CumulativeQuantity),
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
                (next, fills) = Bust(next, busted);
                break;
            case OrderEventKind.TradeCorrect when @event is { ExecutionId: { } corrected, Price: { } price }:
                (next, fills) = Correct(next, corrected, new Price(price), @event.Quantity, @event.Fee);
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
        if (bookFills && read.AverageFillPrice is { } average && read.FilledQuantity > next.Filled)
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
        return !order.IsFinal && status.IsFinal() && order.Filled >= order.Reported
            ? order with { Status = status, Stage = IntentStage.Final, End = status.End(), Claim = null }
            : order with { Status = status };
    }

    private static (OrderRecord, BookedFill[]) Fill(OrderRecord order, string id, Price price, OrderEvent @event)
    {
        if (Array.Exists(order.Executions, e => string.Equals(e.Id, id, StringComparison.Ordinal) || IsWithin(@event.CumulativeQuantity, e)))
        {
            return (order, []);
        }

        var ceiling = order.Reported.IsZero ? order.Terms.Quantity : order.Reported;
        var quantity = Quantity.Min(@event.Quantity, ceiling > order.Filled ? ceiling - order.Filled : Quantity.Zero);
        return quantity.IsZero ? (order, []) : Book(order, new Execution(id, price, quantity, @event.Fee));
    }

    /// <summary>Whether an execution that comes late was read before it came.</summary>
    private static bool IsWithin(Quantity cumulative, Execution read) => !cumulative.IsZero && cumulative <= read.Through;

    private static (OrderRecord, BookedFill[]) Book(OrderRecord order, Execution execution)
    {
        var next = Refigure(order, [.. order.Executions, execution]);
        return (next, [new BookedFill(execution.Id, Signed(order, execution.Quantity), execution.Price, execution.Fee)]);
    }

    private static (OrderRecord, BookedFill[]) Bust(OrderRecord order, string id)
    {
        var index = Array.FindIndex(order.Executions, e => !e.Busted && string.Equals(e.Id, id, StringComparison.Ordinal));
        if (index < 0)
        {
            return (order, []);
        }

        var execution = order.Executions[index];
        var executions = (Execution[])order.Executions.Clone();
        executions[index] = execution with { Busted = true };
        var next = Refigure(order, executions) with { Reported = order.Reported > execution.Quantity ? order.Reported - execution.Quantity : Quantity.Zero };
        return (next, [new BookedFill(id, -Signed(order, execution.Quantity), execution.Price, -execution.Fee)]);
    }

    private static (OrderRecord, BookedFill[]) Correct(OrderRecord order, string id, Price price, Quantity quantity, Money fee)
    {
        var index = Array.FindIndex(order.Executions, e => !e.Busted && string.Equals(e.Id, id, StringComparison.Ordinal));
        if (index < 0 || (order.Executions[index].Price == price && order.Executions[index].Quantity == quantity))
        {
            return (order, []);
        }

        var old = order.Executions[index];
        var executions = (Execution[])order.Executions.Clone();
        executions[index] = new Execution(id, price, quantity, fee);
        var next = Refigure(order, executions) with { Reported = new Quantity(Math.Max(0m, order.Reported.Shares - old.Quantity.Shares + quantity.Shares)) };
        return (next, [
            new BookedFill(id, -Signed(order, old.Quantity), old.Price, -old.Fee),
            new BookedFill(id, Signed(order, quantity), price, fee),
        ]);
    }

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
