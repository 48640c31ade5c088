using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>One order in the place of another. The old one ends first, so that both never work at once and no broker has to promise that they do not.</summary>
internal static class Replacing
{
    /// <returns>The new order; the order of that id where there is one already; null where the old one is over, unknown or not replaceable.</returns>
    public static OrderReply Replace(AccountDraft draft, ReplaceOrder command)
    {
        if (draft.State.Find(command.Id) is { } existing)
        {
            return new OrderReply(existing);
        }

        // Legs of a bracket hang on their entry, and a stop protects: neither is taken away to make room for something better.
        if (draft.State.Find(command.Replaced) is not { IsFinal: false, Source: OrderSource.Signal } old || IsReplaced(draft.State, old))
        {
            return new OrderReply(Order: null);
        }

        var type = command.LimitPrice is null ? OrderType.Market : OrderType.Limit;
        var terms = old.Terms with { ClientOrderId = command.Id, Quantity = command.Quantity ?? old.Terms.Quantity, Type = type, LimitPrice = command.LimitPrice };
        var next = old with
        {
            Terms = terms,
            Stage = IntentStage.Stored,
            Status = OrderStatus.Unknown,
            Claim = null,
            Reason = command.Reason,
            Worker = command.Owner,
            Caller = command.Caller ?? old.Caller,
            SignalUtc = old.SignalUtc is null ? null : command.NowUtc,
            ReservedUtc = command.NowUtc,
            DecidedUtc = command.NowUtc,
            UpdatedUtc = command.NowUtc,
            ReservePrice = command.ReservePrice ?? old.ReservePrice,
            StopDistance = StopDistance(old, command),
            WaitsFor = [old.Id, .. old.WaitsFor],
            Replaces = old.Id,
            Replacements = old.Replacements + 1,
            Executions = [],
            Filled = Quantity.Zero,
            FilledNotional = Money.Zero,
            Fees = Money.Zero,
            Reported = Quantity.Zero,
            TakenBack = null,
            BustedUnseen = null,
            CorrectedUnseen = null,
            Denials = null,
            CorrectedUtc = null,
            UnresolvedUtc = null,
            BrokerOrderId = null,
        };
        HandOver(draft, old.Id, next.Id);
        var stored = draft.Put(next);
        draft.Log(command.NowUtc, intent: IntentRecord.Of(stored));
        return new OrderReply(stored, IsNew: true);
    }

    /// <summary>What is left of an order when it is sent: the old one's fills are taken off.</summary>
    public static OrderTerms Shrink(OrderTerms terms, OrderRecord replaced) =>
        terms with { Quantity = terms.Quantity > replaced.Filled ? terms.Quantity - replaced.Filled : Quantity.Zero };

    private static bool IsReplaced(AccountState state, OrderRecord old)
    {
        foreach (var id in state.Stored)
        {
            if (state.Live[id].Replaces == old.Id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What waits for the old order waits for the new one too: the stop for what an exit leaves is not sent beside the exit.</summary>
    private static void HandOver(AccountDraft draft, ClientOrderId old, ClientOrderId next)
    {
        foreach (var id in draft.State.Stored)
        {
            var waiting = draft.State.Live[id];
            if (Array.IndexOf(waiting.WaitsFor, old) >= 0)
            {
                draft.Put(waiting with { WaitsFor = [.. waiting.WaitsFor, next] });
            }
        }
    }

    private static Money StopDistance(OrderRecord old, ReplaceOrder command) => old.Terms is { Purpose: OrderPurpose.Entry, StopLoss: { } stop } && command.LimitPrice is { } limit
        ? new Money(Math.Abs(limit.Amount - stop.Amount))
        : old.StopDistance;
}
