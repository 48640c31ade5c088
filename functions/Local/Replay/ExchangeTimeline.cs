using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Replay;

/// <summary>What the exchange's journal says of one symbol over time: position, its cost, and orders at work. Shares nothing with the pipeline's books.</summary>
internal sealed class ExchangeTimeline
{
    private static readonly Moment Flat = new(DateTime.MinValue, 0m, 0m, null, 0, 0);

    private readonly List<Moment> moments = [Flat];
    private readonly Dictionary<ClientOrderId, (bool IsEntry, bool IsOpen)> orders = [];

    /// <param name="OpenedUtc">When the position was opened from flat.</param>
    private readonly record struct Moment(DateTime AtUtc, decimal Shares, decimal Cost, DateTime? OpenedUtc, int Entries, int Exits);

    /// <summary>The timelines of all symbols that were ever traded.</summary>
    public static async Task<IReadOnlyDictionary<Symbol, ExchangeTimeline>> Read(IBroker exchange, CancellationToken cancellationToken)
    {
        var timelines = new Dictionary<Symbol, ExchangeTimeline>();
        for (long after = 0; ;)
        {
            var events = await exchange.ReadEvents(after, 4096, cancellationToken);
            if (events.Count == 0)
            {
                return timelines;
            }

            foreach (var e in events)
            {
                if (!timelines.TryGetValue(e.Symbol, out var timeline))
                {
                    timelines.Add(e.Symbol, timeline = new ExchangeTimeline());
                }

                timeline.Apply(e);
                after = e.Sequence;
            }
        }
    }

    /// <summary>What the monitor of the symbol knew at a check: fills up to it, orders that were sent before it.</summary>
    public (PositionContext Position, MonitorState State) At(DateTime checkUtc)
    {
        var moment = Find(checkUtc);
        if (moment.Shares == 0m)
        {
            return (default, moment.Entries == 0 ? MonitorState.Scanning : MonitorState.Holding);
        }

        var position = PositionContext.FromSigned(moment.Shares, new Price(Math.Round(moment.Cost / moment.Shares, 6)), moment.OpenedUtc!.Value);
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

    private void Apply(OrderEvent e)
    {
        var last = moments[^1];
        var isLeg = e.ParentClientOrderId is not null;
        if (e.Kind is OrderEventKind.Fill or OrderEventKind.PartialFill)
        {
            last = Fill(last, e) with { AtUtc = e.AtUtc };
        }

        if (!isLeg)
        {
            last = Count(last, e);
        }

        moments.Add(last);
    }

    private static Moment Fill(Moment before, OrderEvent e)
    {
        var signed = e.Side == Side.Buy ? e.Quantity.Shares : -e.Quantity.Shares;
        var shares = before.Shares + signed;
        if (shares == 0m)
        {
            return before with { Shares = 0m, Cost = 0m, OpenedUtc = null };
        }

        var adds = before.Shares == 0m || Math.Sign(before.Shares) == Math.Sign(signed);
        var cost = adds ? before.Cost + (signed * e.Price!.Value) : Math.Round(before.Cost * shares / before.Shares, 8);
        return before with { Shares = shares, Cost = cost, OpenedUtc = before.Shares == 0m ? e.AtUtc : before.OpenedUtc };
    }

    /// <summary>An order sent at a moment is known to checks after it: checks of that moment came first.</summary>
    private Moment Count(Moment last, OrderEvent e)
    {
        var known = orders.TryGetValue(e.ClientOrderId, out var order);
        var isOver = e.Kind is OrderEventKind.Fill or OrderEventKind.Canceled or OrderEventKind.Expired or OrderEventKind.Rejected or OrderEventKind.Replaced;
        if (!known)
        {
            var isEntry = last.Shares == 0m || last.Shares > 0m == (e.Side == Side.Buy);
            orders[e.ClientOrderId] = (isEntry, !isOver);
            return isOver ? last : Move(last, isEntry, 1) with { AtUtc = e.AtUtc.AddTicks(1) };
        }

        if (!isOver || !order.IsOpen)
        {
            return last;
        }

        orders[e.ClientOrderId] = (order.IsEntry, false);
        return Move(last, order.IsEntry, -1) with { AtUtc = e.AtUtc };
    }

    private static Moment Move(Moment moment, bool isEntry, int by) =>
        isEntry ? moment with { Entries = moment.Entries + by } : moment with { Exits = moment.Exits + by };
}
