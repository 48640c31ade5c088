using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Orders;

/// <summary>Fills one page of a filtered list of orders.</summary>
internal sealed class OrderListing(AccountQueries queries, Predicate<OrderAnswer> filter, int limit)
{
    private readonly List<OrderAnswer> items = [];
    private string? next;

    public ListAnswer<OrderAnswer> ToAnswer() => new(items, next);

    /// <param name="after">Id of the last working order of the page before; null for the first page.</param>
    public async Task AddWorking(string? after, CancellationToken cancellationToken)
    {
        var orders = await queries.WorkingOrders(cancellationToken);
        var start = after is null ? 0 : Array.FindIndex(orders, o => o.Id.Value == after) + 1;
        foreach (var order in orders[start..])
        {
            if (!Add(OrderAnswer.Of(order), OrderEndpoints.WorkingCursor + order.Id))
            {
                return;
            }
        }
    }

    /// <param name="after">Where the page before ended.</param>
    /// <param name="scan">Orders to look at before the page is given as it is.</param>
    public async Task AddFinal(string? after, int scan, CancellationToken cancellationToken)
    {
        while (next is null && scan > 0)
        {
            var page = await queries.FinalOrders(after, Math.Min(limit - items.Count, scan), cancellationToken);
            foreach (var order in page.Orders)
            {
                var answer = OrderAnswer.Of(order);
                if (filter(answer))
                {
                    items.Add(answer);
                }
            }

            scan -= page.Orders.Length;
            after = page.Continue;
            if (after is null)
            {
                return;
            }

            if (items.Count >= limit || scan <= 0)
            {
                next = OrderEndpoints.FinalCursor + after;
            }
        }
    }

    private bool Add(OrderAnswer order, string cursor)
    {
        if (filter(order))
        {
            items.Add(order);
        }

        if (items.Count < limit)
        {
            return true;
        }

        next = cursor;
        return false;
    }
}
