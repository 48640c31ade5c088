using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Local.Replay;

/// <summary>What the exchange's journal says of one symbol over time: position, its cost, and orders at work. Shares nothing with the pipeline's books.</summary>
internal sealed class ExchangeTimeline
{
    private static readonly Moment Flat = new(DateTime.MinValue, 0m, 0m, null, null, 0, 0);

    private readonly List<Moment> moments = [Flat];
    private readonly Dictionary<ClientOrderId, (bool IsEntry, bool IsOpen)> orders = [];

    /// <summary>An event, or the sending of its order: known to checks after that moment, because checks of the same moment came first.</summary>
    public readonly record struct Step(DateTime AtUtc, OrderEvent Event, bool IsSubmission);

    public ExchangeTimeline(IEnumerable<Step> steps)
    {
        foreach (var step in steps.OrderBy(s => s.AtUtc))
        {
            Apply(step);
        }
    }

    /// <param name="OpenedUtc">When the position was opened from flat.</param>
    /// <param name="OpenedBy">The order that did.</param>
    private readonly record struct Moment(DateTime AtUtc, decimal Shares, decimal Cost, DateTime? OpenedUtc, ClientOrderId? OpenedBy, int Entries, int Exits);

    /// <summary>What the monitor of the symbol knew at a check: fills up to it, orders that were sent before it.</summary>
    /// <param name="owners">Strategies by the orders that they decided.</param>
    public (PositionContext Position, MonitorState State) At(DateTime checkUtc, IReadOnlyDictionary<ClientOrderId, StrategyId> owners)
    {
        var moment = Find(checkUtc);
        if (moment.Shares == 0m)
        {
            return (default, moment.Entries == 0 ? MonitorState.Scanning : MonitorState.Holding);
        }

        StrategyId? owner = moment.OpenedBy is { } order && owners.TryGetValue(order, out var strategy) ? strategy : null;
        var position = PositionContext.FromSigned(moment.Shares, new Price(Math.Round(moment.Cost / moment.Shares, 6)), moment.OpenedUtc!.Value, strategy: owner);
        return (position, moment.Exits == 0 ? MonitorState.Holding : MonitorState.Exiting);
    }

    /// <summary>Shares and cost after everything up to a moment.</summary>
    public (decimal Shares, decimal Cost) HeldAt(DateTime atUtc)
    {
        var moment = Find(atUtc);
        return (moment.Shares, moment.Cost);
    }

    private Moment Find(DateTime atUtc)
    {
        var (low, high) = (0, moments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = moments[middle].AtUtc <= atUtc ? (middle, high) : (low, middle - 1);
        }

        return moments[low];
    }

    private void Apply(Step step)
    {
        var e = step.Event;
        var next = moments[^1] with { AtUtc = step.AtUtc };
        if (step.IsSubmission)
        {
            var isEntry = next.Shares == 0m || next.Shares > 0m == (e.Side == Side.Buy);
            orders[e.ClientOrderId] = (isEntry, true);
            moments.Add(Move(next, isEntry, 1));
            return;
        }

        if (e.Kind is OrderEventKind.Fill or OrderEventKind.PartialFill)
        {
            next = Fill(next, e);
        }

        var isOver = e.Kind is OrderEventKind.Fill or OrderEventKind.Canceled or OrderEventKind.Expired or OrderEventKind.Rejected or OrderEventKind.Replaced;
        if (isOver && orders.TryGetValue(e.ClientOrderId, out var order) && order.IsOpen)
        {
            orders[e.ClientOrderId] = (order.IsEntry, false);
            next = Move(next, order.IsEntry, -1);
        }

        moments.Add(next);
    }

    private static Moment Fill(Moment before, OrderEvent e)
    {
        var signed = e.Side == Side.Buy ? e.Quantity.Shares : -e.Quantity.Shares;
        var shares = before.Shares + signed;
        if (shares == 0m)
        {
            return before with { Shares = 0m, Cost = 0m, OpenedUtc = null, OpenedBy = null };
        }

        var adds = before.Shares == 0m || Math.Sign(before.Shares) == Math.Sign(signed);
        var cost = adds ? before.Cost + (signed * e.Price!.Value) : Math.Round(before.Cost * shares / before.Shares, 8);
        var opens = before.Shares == 0m || Math.Sign(shares) != Math.Sign(before.Shares);
        return before with
        {
            Shares = shares,
            Cost = cost,
            OpenedUtc = before.Shares == 0m ? e.AtUtc : before.OpenedUtc,
            OpenedBy = opens ? e.ClientOrderId : before.OpenedBy,
        };
    }

    private static Moment Move(Moment moment, bool isEntry, int by) =>
        isEntry ? moment with { Entries = moment.Entries + by } : moment with { Exits = moment.Exits + by };
}
