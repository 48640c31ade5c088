using TradingFunctions.Api.Monitors;
using TradingFunctions.Api.Signals;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Orders;

/// <summary>Joins what is stored about an order.</summary>
public sealed class OrderTrail(AccountBook book, AccountQueries queries, OrderMessages messages, ITradeService trades, AlertLog alerts, RunStore runs)
{
    /// <summary>Null when the order is unknown.</summary>
    public async Task<TrailAnswer?> Find(ClientOrderId id, CancellationToken cancellationToken)
    {
        if (await queries.ShowOrder(id, cancellationToken) is not { } view)
        {
            return null;
        }

        var order = view.Order;
        var signal = SignalOrigins.IdOf(order.Origin) is { } signalId ? await trades.FindSignal(signalId, cancellationToken) : null;
        var (alert, plan) = AlertOrigin.Parse(order.Origin) is { } origin ? await Reason(origin, cancellationToken) : (null, null);
        var log = await messages.Of(order, cancellationToken);
        var own = log.Where(entry => OrderMessages.OrderOf(entry) == order.Id).ToArray();
        var related = await Related(order, log, cancellationToken);
        var relatedFills = new List<Trade>();
        foreach (var leg in related.Where(leg => leg.Parent == order.Id && !leg.Filled.IsZero))
        {
            relatedFills.AddRange((await messages.Of(leg, cancellationToken)).Where(entry => OrderMessages.OrderOf(entry) == leg.Id).Select(Trade.Of).OfType<Trade>());
        }

        var (closing, isClosed) = await Closing(order, own, related, cancellationToken);
        Trade[] fills = [.. own.Select(Trade.Of).OfType<Trade>()];
        return new TrailAnswer(
            OrderAnswer.Of(view),
            signal is null ? null : SignalView.Of(signal),
            alert,
            plan,
            TrailReservation.Of(order),
            TrailIntent.Of(order),
            [.. own.Select(TrailMessage.Of).OfType<TrailMessage>()],
            fills,
            [.. related.Select(leg => OrderAnswer.Of(new OrderView(leg, leg.AveragePrice)))],
            [.. relatedFills.OrderBy(fill => fill.Number)],
            fills.Concat(relatedFills).Aggregate(Money.Zero, (sum, fill) => sum + fill.RealizedPnl - fill.Fee),
            closing,
            isClosed);
    }

    /// <summary>What other orders than the entry and its legs closed of it.</summary>
    private async Task<(Trade[] Fills, bool? IsClosed)> Closing(OrderRecord order, LogEntry[] own, List<OrderRecord> related, CancellationToken cancellationToken)
    {
        if (order.Terms.Purpose != OrderPurpose.Entry || Array.Find(own, entry => entry.Fill is not null) is not { } opening)
        {
            return ([], null);
        }

        var (fills, isClosed) = await messages.Reducing(opening, cancellationToken);
        var legs = related.Select(leg => leg.Id).ToHashSet();
        return ([.. fills.Where(fill => !legs.Contains(fill.Fill!.OrderId)).Select(Trade.Of).OfType<Trade>()], isClosed);
    }

    private async Task<(AlertAnswer Alert, MonitoringPlan Plan)> Reason(AlertOrigin origin, CancellationToken cancellationToken)
    {
        var alert = await alerts.Read(origin.Run, origin.Symbol, origin.Sequence, cancellationToken);

        // A plan that was taken over from an earlier run is stored there.
        var first = (await runs.FindPlanIndex(origin.Run, cancellationToken))?.Plans.FirstOrDefault(plan => plan.Plan.Symbol == origin.Symbol)?.Plan;
        var reference = first is { } known && known.Version == alert.PlanVersion ? known : new PlanReference(origin.Run, origin.Symbol, alert.PlanVersion);
        return (alert, await runs.ReadPlan(reference, cancellationToken));
    }

    /// <summary>The entry of a leg; the legs of an entry: those that work, and those that the log tells of.</summary>
    private async Task<List<OrderRecord>> Related(OrderRecord order, LogEntry[] log, CancellationToken cancellationToken)
    {
        var legs = book.State.Live.Values.Where(leg => leg.Parent == order.Id).Select(leg => leg.Id)
            .Concat(log.Select(OrderMessages.OrderOf).OfType<ClientOrderId>().Where(id => id != order.Id));
        var related = new List<OrderRecord>();
        foreach (var id in (ClientOrderId[])(order.Parent is { } parent ? [parent] : [.. legs.Distinct().Order()]))
        {
            if (await queries.FindOrder(id, cancellationToken) is { } found)
            {
                related.Add(found);
            }
        }

        return related;
    }
}
