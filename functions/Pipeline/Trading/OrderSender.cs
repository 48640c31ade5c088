using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Brings one order as far as it will go now: claims it, sends it once, looks it up when nobody knows, and never sends what may be on the wire.</summary>
public sealed class OrderSender(AccountBook book, IBroker broker, MarketReader market, TradingRulesSource rules, TradeOptions options, TimeProvider clock, MessageMeter? meter = null)
{
    private readonly ConcurrentDictionary<ClientOrderId, Task<OrderRecord?>> underWay = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The broker's own count of the account's messages; null where it tells none, or its window is over.</summary>
    public MessageWindow? BrokerMessages => broker.Rate is { } rate && rate.ResetUtc > Now ? new MessageWindow(rate.Limit, rate.Limit - rate.Remaining) : null;

    /// <summary>What this host has said to the broker besides orders and the account's budget does not have yet.</summary>
    public decimal OtherMessages => meter?.Pending ?? 0m;

    /// <summary>Whether there is room for a reading that may as well come later: such readings use what entries may use, and leave the rest to exits, cancels and look-ups.</summary>
    public bool MayPoll
    {
        get
        {
            var limits = rules.Current.Limits;
            var share = 1m - limits.ExitMessageShare;
            return (BrokerMessages is not { } told || told.Used + 1 <= told.Limit * share)
                && (limits.MessagesPerMinute is not { } perMinute || book.State.Ledger.Rate.UsedAt(Now, perMinute) + OtherMessages + 1m <= perMinute * share);
        }
    }

    /// <summary>The account's budget has those messages now.</summary>
    public void Settle(decimal otherMessages) => meter?.Settle(otherMessages);

    /// <summary>Ends an order that could not be sent because the message budget is used up, where nobody may wait.</summary>
    public async Task<OrderRecord?> GiveUp(ClientOrderId id) =>
        (await book.Ask<OrderReply>(new AbandonOrder(id, ReasonCode.Throttled.Text(), Now, OrderEnd.Denied), CancellationToken.None)).Order;

    /// <summary>Sends an order that was approved and claimed in the reservation just committed.</summary>
    public Task<OrderRecord?> Send(ApprovedOrder approved, OrderRecord claimed) => Once(claimed.Id, () => Submit(approved, claimed));

    /// <summary>Takes up an order that somebody left, possibly this host before it died.</summary>
    public Task<OrderRecord?> Continue(ClientOrderId id) => Once(id, () => Advance(id));

    /// <summary>Stored orders whose predecessors have ended: sends them. In ordinal order, one after another.</summary>
    public async Task SendReady()
    {
        var state = book.State;
        foreach (var id in state.Stored)
        {
            if (!Array.Exists(state.Live[id].WaitsFor, book.State.Live.ContainsKey))
            {
                await Continue(id);
            }
        }
    }

    /// <summary>Asks the broker to cancel what an order waits for. What was never sent ends here.</summary>
    public async Task CancelPredecessors(OrderRecord order, CancellationToken cancellationToken)
    {
        foreach (var id in order.WaitsFor)
        {
            // A stop for what an exit leaves waits for the exit, and must not take it away.
            if (book.State.Live.TryGetValue(id, out var before) && (before.Source == OrderSource.Bracket || order.Source == OrderSource.Signal) && before.Status != OrderStatus.PendingCancel)
            {
                await Cancel(before, cancellationToken);
            }
        }
    }

    /// <summary>Cancels an order wherever it stands.</summary>
    public async Task<CancelAnswer> Cancel(OrderRecord order, CancellationToken cancellationToken)
    {
        if (order.Stage == IntentStage.Stored)
        {
            var reply = await book.Ask<OrderReply>(new AbandonOrder(order.Id, "canceled before it was sent", Now), cancellationToken);
            if (reply.Order is { IsFinal: true })
            {
                return CancelAnswer.Canceled;
            }
        }

        switch (await broker.Cancel(order.Id, cancellationToken))
        {
            case CancelStatus.Accepted:
                return CancelAnswer.Requested;
            case CancelStatus.Unresolved:
                return CancelAnswer.Unresolved;
            default:
                // Over at the broker and open in the books: an event is on its way, or was missed.
                await Read(order.Id, cancellationToken);
                return CancelAnswer.TooLate;
        }
    }

    /// <summary>Reads an order at the broker and applies what it says. Executions come from the event journal where there is one.</summary>
    public async Task Read(ClientOrderId id, CancellationToken cancellationToken)
    {
        try
        {
            if (await broker.Find(id, cancellationToken) is { } read)
            {
                await book.Ask<OrderReply>(new ObserveOrder(read, BookFills: !broker.Traits.HasEventJournal, Now), cancellationToken);
            }
        }
        catch (BrokerException)
        {
            // Unknown stays unknown: the sweeper reads it again.
        }
    }

    /// <summary>One caller works on an order at a time; the others await the same work.</summary>
    private async Task<OrderRecord?> Once(ClientOrderId id, Func<Task<OrderRecord?>> work)
    {
        var mine = new TaskCompletionSource<OrderRecord?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var current = underWay.GetOrAdd(id, mine.Task);
        if (current != mine.Task)
        {
            return await current;
        }

        try
        {
            var result = await work();
            mine.SetResult(result);
            return result;
        }
        catch (Exception e)
        {
            mine.SetException(e);
            _ = mine.Task.Exception;
            throw;
        }
        finally
        {
            underWay.TryRemove(id, out _);
        }
    }

    private async Task<OrderRecord?> Advance(ClientOrderId id)
    {
        var order = book.State.Find(id);
        return order?.Stage switch
        {
            IntentStage.Stored => await Claim(order),
            IntentStage.Sending when IsAbandoned(order) => await LookUp(order),
            IntentStage.Unresolved => await LookUp(order),
            _ => order,
        };
    }

    /// <summary>A claim of this host that nobody here works on is a dead process's; another host's is left alone until its deadline is well over.</summary>
    private bool IsAbandoned(OrderRecord order) =>
        string.Equals(order.Claim!.Owner, options.Owner, StringComparison.Ordinal) || Now > order.Claim.DeadlineUtc + options.SendWindow;

    private async Task<OrderRecord?> Claim(OrderRecord order)
    {
        if (Array.Exists(order.WaitsFor, book.State.Live.ContainsKey))
        {
            return order;
        }

        using var span = Spans.Start("claim", order.Trace);
        var now = Now;
        var view = await market.Look(order.Terms.Symbol, book.State, now, order.Terms.Purpose == OrderPurpose.Entry, CancellationToken.None);
        var others = OtherMessages;
        var reply = await book.Ask<PlaceReply>(
            new ClaimSending(order.Id, view, rules.Current, options.Owner, now + options.SendWindow, now) { BrokerMessages = BrokerMessages, OtherMessages = others, Replaces = order.Replaces, MaxWait = options.MaxWait }, CancellationToken.None);
        if (reply.Approved is not { } approved)
        {
            return reply.Order;
        }

        Settle(others);
        return await Submit(approved, reply.Order!);
    }

    private async Task<OrderRecord?> Submit(ApprovedOrder approved, OrderRecord order)
    {
        using var span = Spans.Start("intent", order.Trace);
        span?.SetTag("trading.order.id", order.Id.Value);
        span?.SetTag("trading.attempt", order.Claim!.Attempt);
        if (Now > order.Claim!.DeadlineUtc)
        {
            return await Record(order, OrderOutcome.NotSent, read: null, "the deadline passed before the call");
        }

        var outcome = await broker.Submit(approved, CancellationToken.None);
        return outcome.Status switch
        {
            SubmitStatus.Confirmed => await Record(order, OrderOutcome.Confirmed, outcome.Order, outcome.Reason),
            SubmitStatus.Rejected => await Record(order, OrderOutcome.Rejected, read: null, outcome.Reason),
            SubmitStatus.Throttled => await Record(order, OrderOutcome.Throttled, read: null, outcome.Reason),
            SubmitStatus.Duplicate => await LookUp(order),
            SubmitStatus.Unresolved => await Record(order, OrderOutcome.Unresolved, read: null, outcome.Reason),
            _ => throw new InvalidOperationException($"The broker answered {outcome.Status}."),
        };
    }

    private async Task<OrderRecord?> LookUp(OrderRecord order)
    {
        using var span = Spans.Start("lookup", order.Trace);
        span?.SetTag("trading.order.id", order.Id.Value);
        BrokerOrder? found;
        try
        {
            found = await broker.Find(order.Id, CancellationToken.None);
        }
        catch (BrokerException e)
        {
            return await Record(order, OrderOutcome.Unresolved, read: null, e.Message);
        }

        if (found is not null)
        {
            return await Record(order, OrderOutcome.Confirmed, found, reason: null, wasLookedUp: true);
        }

        var since = order.UnresolvedUtc ?? order.Claim!.DeadlineUtc;
        var reply = await book.Ask<OrderReply>(
            new RecordAbsence(order.Id, order.Claim!.Attempt, broker.Traits.AbsenceIsConclusive, Now - since > options.LookupWindow, Now), CancellationToken.None);
        return reply.Order is { Stage: IntentStage.Stored } again ? await Claim(again) : reply.Order;
    }

    private async Task<OrderRecord?> Record(OrderRecord order, OrderOutcome outcome, BrokerOrder? read, string? reason, bool wasLookedUp = false) =>
        (await book.Ask<OrderReply>(new RecordOutcome(order.Id, order.Claim!.Attempt, outcome, read, reason, Now, outcome == OrderOutcome.Throttled ? Throttle(reason) : null, wasLookedUp), CancellationToken.None)).Order;

    /// <summary>The budget that a refused message ran into: the broker's own count where it tells one, else ours.</summary>
    private Denial Throttle(string? reason) => BrokerMessages is { } told ? new Denial(ReasonCode.Throttled, "brokerMessages", told.Limit, told.Used + 1, reason)
        : rules.Current.Limits.MessagesPerMinute is { } perMinute ? new Denial(ReasonCode.Throttled, "messages", perMinute, Math.Round(book.State.Ledger.Rate.UsedAt(Now, perMinute), 6), reason)
        : new Denial(ReasonCode.Throttled, "broker", Limit: null, Value: null, reason);
}
