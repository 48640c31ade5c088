using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Working orders and position of one symbol.</summary>
internal sealed class SymbolDesk(Symbol symbol)
{
    private readonly List<ExchangeOrder> working = [];

    /// <summary>Those of them that are no legs: what may open something.</summary>
    private readonly List<ExchangeOrder> heads = [];

    /// <summary>How many working orders expire when.</summary>
    private readonly SortedDictionary<DateTime, int> expiries = [];
    private decimal? reserved;

    public Symbol Symbol { get; } = symbol;

    /// <summary>Open orders in the book in order of priority: time of submission, then id. Arrival order does not count, since parallel submitters race.</summary>
    public IReadOnlyList<ExchangeOrder> Working => working;

    /// <summary>Shares; negative for a short position.</summary>
    public decimal Position { get; private set; }

    /// <summary>Dollars paid for the position; negative, dollars received, for a short one.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Dollars of new exposure that the working orders may open.</summary>
    public decimal Reserved => reserved ??= Opening(extra: null).Total;

    /// <summary>When the next working order expires; null when none does.</summary>
    public DateTime? NextExpiryUtc { get; private set; }

    public void Add(ExchangeOrder order)
    {
        var at = working.BinarySearch(order, Priority.Instance);
        working.Insert(at < 0 ? ~at : throw new InvalidOperationException($"{order.Id} is in the book already."), order);
        if (order.Parent is null)
        {
            heads.Insert(~heads.BinarySearch(order, Priority.Instance), order);
        }

        Count(order, 1);
        reserved = null;
    }

    public void Remove(ExchangeOrder order)
    {
        var at = working.BinarySearch(order, Priority.Instance);
        if (at >= 0)
        {
            working.RemoveAt(at);
            Count(order, -1);
            if (order.Parent is null)
            {
                heads.RemoveAt(heads.BinarySearch(order, Priority.Instance));
            }
        }

        reserved = null;
    }

    /// <summary>Books a fill at average cost.</summary>
    public void Book(decimal signedQuantity, decimal price)
    {
        var closing = Position == 0m || Math.Sign(Position) == Math.Sign(signedQuantity) ? 0m : Math.Min(Math.Abs(Position), Math.Abs(signedQuantity));
        if (closing > 0m)
        {
            Cost -= closing == Math.Abs(Position) ? Cost : Cost * closing / Math.Abs(Position);
        }

        Cost += Math.Sign(signedQuantity) * (Math.Abs(signedQuantity) - closing) * price;
        Position += signedQuantity;
        reserved = null;
    }

    /// <summary>Dollars of new exposure that one more order may open: what no position and no earlier order of its side leaves it to close.</summary>
    public decimal OpeningCost(ExchangeOrder order) => Opening(order).Extra;

    private void Count(ExchangeOrder order, int by)
    {
        if (order.ExpiresUtc is not { } expiry)
        {
            return;
        }

        if ((expiries[expiry] = expiries.GetValueOrDefault(expiry) + by) == 0)
        {
            expiries.Remove(expiry);
        }

        NextExpiryUtc = expiries.Count == 0 ? null : expiries.First().Key;
    }

    // Exit legs never open anything: they have what their entry filled.
    private (decimal Total, decimal Extra) Opening(ExchangeOrder? extra)
    {
        var (toBuyBack, toSell) = (Math.Max(0m, -Position), Math.Max(0m, Position));
        var total = 0m;
        foreach (var order in heads)
        {
            total += Uncovered(order);
        }

        return (total, extra is null ? 0m : Uncovered(extra));

        decimal Uncovered(ExchangeOrder order)
        {
            ref var cover = ref order.Terms.Side == Side.Buy ? ref toBuyBack : ref toSell;
            var covered = Math.Min(cover, order.Fillable);
            cover -= covered;
            return (order.Fillable - covered) * order.ReservePrice;
        }
    }

    private sealed class Priority : IComparer<ExchangeOrder>
    {
        public static readonly Priority Instance = new();

        public int Compare(ExchangeOrder? x, ExchangeOrder? y)
        {
            var byTime = x!.SubmittedUtc.CompareTo(y!.SubmittedUtc);
            return byTime != 0 ? byTime : x.Id.CompareTo(y.Id);
        }
    }
}
