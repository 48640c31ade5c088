using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>From the right to send an order to knowing what became of it.</summary>
internal static class Sending
{
    public static OrderReply Record(AccountDraft draft, RecordOutcome command)
    {
        if (draft.State.Find(command.Id) is not { } order)
        {
            return new OrderReply(Order: null);
        }

        if (command is { Outcome: OrderOutcome.Confirmed, Order: { } confirmed })
        {
            // That our own call went well is no news: the intent is in the log, and the broker's event or the next reading says so.
            Booking.Absorb(draft, order, confirmed, bookFills: false, command.WasLookedUp || order.Stage != IntentStage.Sending ? command.NowUtc : null);
            return new OrderReply(draft.State.Find(command.Id));
        }

        // Any evidence of acceptance, and any later attempt, outranks the outcome of this call.
        if (order.Stage is not (IntentStage.Sending or IntentStage.Unresolved) || order.Claim?.Attempt != command.Attempt)
        {
            return new OrderReply(order);
        }

        var next = command.Outcome switch
        {
            OrderOutcome.Rejected => order with { Stage = IntentStage.Final, Status = OrderStatus.Rejected, End = OrderEnd.Rejected, Reason = command.Reason, UpdatedUtc = command.NowUtc },
            OrderOutcome.Throttled or OrderOutcome.NotSent when order.Stage == IntentStage.Sending =>
                order with { Stage = IntentStage.Stored, Denials = command.Throttle is { } throttle ? [throttle] : null },
            OrderOutcome.Unresolved or OrderOutcome.Confirmed when order.Stage == IntentStage.Sending =>
                order with { Stage = IntentStage.Unresolved, UnresolvedUtc = command.NowUtc, Reason = command.Reason },
            _ => order,
        };
        Put(draft, order, next, KindOf(next), command.NowUtc);
        return new OrderReply(next);
    }

    public static OrderReply Record(AccountDraft draft, RecordAbsence command)
    {
        var order = draft.State.Find(command.Id);
        if (order is not { Stage: IntentStage.Sending or IntentStage.Unresolved } || order.Claim?.Attempt != command.Attempt)
        {
            return new OrderReply(order);
        }

        var resend = command.IsConclusive || (command.WindowPassed && order.Terms.Purpose == OrderPurpose.Exit);
        var next = resend
            ? order with { Stage = IntentStage.Stored, UnresolvedUtc = null, Reason = null }
            : command.WindowPassed
                ? order with { Stage = IntentStage.Final, End = OrderEnd.Lost, UpdatedUtc = command.NowUtc }
                : order with { Stage = IntentStage.Unresolved, UnresolvedUtc = order.UnresolvedUtc ?? command.NowUtc };
        Put(draft, order, next, OrderStepKind.Absent, command.NowUtc);
        return new OrderReply(next);
    }

    public static OrderReply Abandon(AccountDraft draft, AbandonOrder command)
    {
        var order = draft.State.Find(command.Id);
        if (order is not { Stage: IntentStage.Stored })
        {
            return new OrderReply(order);
        }

        var next = order with { Stage = IntentStage.Final, End = command.End, Reason = command.Reason, UpdatedUtc = command.NowUtc };
        Put(draft, order, next, OrderStepKind.Withdrawn, command.NowUtc);
        return new OrderReply(next);
    }

    private static OrderStepKind KindOf(OrderRecord next) => next.Stage switch
    {
        IntentStage.Final => OrderStepKind.Rejected,
        IntentStage.Stored => OrderStepKind.NotSent,
        _ => OrderStepKind.Unresolved,
    };

    private static void Put(AccountDraft draft, OrderRecord order, OrderRecord next, OrderStepKind kind, DateTime nowUtc)
    {
        if (next != order)
        {
            draft.Put(next);
            draft.Log(nowUtc, order: OrderStep.Of(next, kind));
        }
    }
}
