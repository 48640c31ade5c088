using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Brokers;

/// <summary>A broker whose answers are looked at before anybody acts on them. One that makes no sense halts trading and counts as no answer.</summary>
public sealed class CheckedBroker(IBroker inner, AccountBook book, BrokerSentinel sentinel, MessageMeter? meter = null) : IBroker
{
    public BrokerTraits Traits => inner.Traits;

    public BrokerRate? Rate => inner.Rate;

    public async Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken)
    {
        var outcome = await inner.Submit(order, cancellationToken);
        if (outcome.RawAnswer is { } raw)
        {
            await sentinel.Report($"{order.Terms.ClientOrderId}: {outcome.Reason}", raw, cancellationToken);
        }

        if (outcome.Order is { } answered
            && (BrokerSense.Contradiction(answered) ?? BrokerSense.Contradiction(order.Terms, answered, isOurs: true)) is { } contradiction)
        {
            await sentinel.Report(contradiction, answered, cancellationToken);
            return new SubmitOutcome(SubmitStatus.Unresolved, Order: null, contradiction);
        }

        return outcome is { Status: SubmitStatus.Confirmed, Order: null } ? outcome with { Status = SubmitStatus.Unresolved } : outcome;
    }

    public Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken)
    {
        Count();
        return inner.Cancel(id, cancellationToken);
    }

    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) => Understood(async () =>
    {
        var found = await inner.Find(id, cancellationToken);
        if (found is not null)
        {
            await Check(found.ClientOrderId == id ? Contradiction(found) : $"{id}: answered with {found.ClientOrderId}", found, cancellationToken);
        }

        return found;
    }, cancellationToken);

    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) => Orders(inner.ListOpenOrders, cancellationToken);

    public Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken) =>
        Orders(token => inner.ListRecentOrders(sinceUtc, token), cancellationToken);

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) => Understood(async () =>
    {
        var positions = await inner.ListPositions(cancellationToken);
        var seen = new HashSet<Symbol>();
        foreach (var position in positions)
        {
            if (!seen.Add(position.Symbol) || position.AverageEntryPrice <= 0m || position.SignedQuantity == 0m)
            {
                await Refuse($"position {position.Symbol}: {position.SignedQuantity} shares at {position.AverageEntryPrice}", string.Join(LineBreak, positions), cancellationToken);
            }
        }

        return positions;
    }, cancellationToken);

    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) => Understood(async () =>
    {
        var found = await inner.FindAsset(symbol, cancellationToken);
        if (found is not null && found.Symbol != symbol)
        {
            await Refuse($"asset {symbol}: answered with {found.Symbol}", found.ToString(), cancellationToken);
        }

        return found;
    }, cancellationToken);

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => Understood(async () =>
    {
        var account = await inner.GetAccount(cancellationToken);
        if (BrokerSense.Contradiction(account.Cash, account.Equity, account.BuyingPower) is { } contradiction)
        {
            await Refuse(contradiction, account.ToString(), cancellationToken);
        }

        return account;
    }, cancellationToken);

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) => Understood(async () =>
    {
        var events = await inner.ReadEvents(afterSequence, limit, cancellationToken);
        var last = afterSequence;
        foreach (var told in events)
        {
            var contradiction = told.Sequence <= last ? $"event {told.Sequence} comes after event {last}" : BrokerSense.Contradiction(Known(told.ClientOrderId), told);
            if (contradiction is not null)
            {
                await sentinel.Report(contradiction, told, cancellationToken);
                throw new BrokerException(contradiction);
            }

            last = told.Sequence;
        }

        return events;
    }, cancellationToken);

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => inner.WaitForEvents(afterSequence, cancellationToken);

    private const char LineBreak = (char)10;

    private Task<IReadOnlyList<BrokerOrder>> Orders(Func<CancellationToken, Task<IReadOnlyList<BrokerOrder>>> read, CancellationToken cancellationToken) => Understood(async () =>
    {
        var orders = await read(cancellationToken);
        var ids = new Dictionary<ClientOrderId, string>();
        foreach (var order in orders)
        {
            await Check(Contradiction(order) ?? Twins(order, ids), order, cancellationToken);
        }

        return orders;
    }, cancellationToken);

    /// <summary>Two orders behind one of our ids: whichever we act on, the other one trades unseen.</summary>
    private static string? Twins(BrokerOrder order, Dictionary<ClientOrderId, string> ids)
    {
        if (!ids.TryAdd(order.ClientOrderId, order.BrokerOrderId) && !string.Equals(ids[order.ClientOrderId], order.BrokerOrderId, StringComparison.Ordinal))
        {
            return $"{order.ClientOrderId}: two orders of one id, {ids[order.ClientOrderId]} and {order.BrokerOrderId}";
        }

        foreach (var leg in order.Legs)
        {
            if (Twins(leg, ids) is { } twins)
            {
                return twins;
            }
        }

        return null;
    }

    private string? Contradiction(BrokerOrder order) =>
        BrokerSense.Contradiction(order) ?? (Known(order.ClientOrderId) is { } known ? BrokerSense.Contradiction(known, order) : null);

    /// <summary>The order as the books have it in memory: final ones mostly not, and those are checked against themselves.</summary>
    private OrderRecord? Known(ClientOrderId id) => book.Known?.Find(id);

    private async Task Check(string? contradiction, BrokerOrder order, CancellationToken cancellationToken)
    {
        if (contradiction is not null)
        {
            await sentinel.Report(contradiction, order, cancellationToken);
            throw new BrokerException(contradiction);
        }
    }

    private async Task Refuse(string contradiction, string raw, CancellationToken cancellationToken)
    {
        await sentinel.Report(contradiction, raw, cancellationToken);
        throw new BrokerException(contradiction);
    }

    /// <summary>Orders count when they are claimed, and an exchange inside this process counts nothing.</summary>
    private void Count()
    {
        if (!inner.Traits.HasEventJournal)
        {
            meter?.Count();
        }
    }

    /// <summary>An answer that could not be read at all is reported by whoever tried.</summary>
    private async Task<T> Understood<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        Count();
        try
        {
            return await read();
        }
        catch (BrokerException e) when (e.RawAnswer is { } raw)
        {
            await sentinel.Report(e.Message, raw, cancellationToken);
            throw;
        }
    }
}
