using System.Collections.Immutable;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What the working entries of each strategy reserve, moved with every order.</summary>
internal sealed class WorkingTotals
{
    private readonly ImmutableSortedDictionary<ClientOrderId, OrderRecord> live;
    private readonly GroupTotals<StrategyId> totals;

    private WorkingTotals(ImmutableSortedDictionary<ClientOrderId, OrderRecord> live, GroupTotals<StrategyId> totals) => (this.live, this.totals) = (live, totals);

    public static WorkingTotals Of(ImmutableSortedDictionary<ClientOrderId, OrderRecord> live) =>
        new(live, GroupTotals<StrategyId>.Of(live.Values.Select(order => (order.Terms.Strategy, order.Reserved.Amount))));

    public bool BelongTo(ImmutableSortedDictionary<ClientOrderId, OrderRecord> orders) => ReferenceEquals(live, orders);

    /// <summary>The sums after one order has changed; null where these are of other orders.</summary>
    public WorkingTotals? Moved(ImmutableSortedDictionary<ClientOrderId, OrderRecord> from, ImmutableSortedDictionary<ClientOrderId, OrderRecord> to, ClientOrderId id)
    {
        if (!BelongTo(from))
        {
            return null;
        }

        var moved = from.TryGetValue(id, out var before) ? totals.Add(before.Terms.Strategy, -before.Reserved.Amount) : totals;
        return new WorkingTotals(to, to.TryGetValue(id, out var after) ? moved.Add(after.Terms.Strategy, after.Reserved.Amount) : moved);
    }

    public decimal Of(StrategyId strategy) => totals[strategy];
}
