using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>Documents of an account, newest first, across its partition and the months that older ones have moved to.</summary>
internal sealed class AccountHistory(IDocumentStore store, AccountId account)
{
    /// <summary>How far a page looks back for more.</summary>
    private const int MonthsBack = 120;

    /// <summary>A page of both, merged: an order that was taken back stands among archived ones of its time.</summary>
    public async ValueTask<Page<StoredDocument>> Page(string prefix, string? after, int limit, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Trading, account.Value, prefix, after, limit, descending: true, cancellationToken);
        if (!await HasMoved(cancellationToken))
        {
            return page;
        }

        var moved = new List<StoredDocument>();
        var month = Month.Of(nowUtc);
        for (var i = 0; i < MonthsBack && moved.Count < limit; i++, month = month.Previous)
        {
            var monthly = await store.Query(Containers.History, HistoryPartitions.Month(account, month), prefix, after, limit - moved.Count, descending: true, cancellationToken);
            moved.AddRange(monthly.Items);
        }

        // A copy whose original is still here is the same document.
        StoredDocument[] all = [.. page.Items.Concat(moved).DistinctBy(document => document.Id, StringComparer.Ordinal).OrderByDescending(document => document.Id, StringComparer.Ordinal)];
        var items = all[..Math.Min(limit, all.Length)];
        return new Page<StoredDocument>(items, items.Length == limit && (all.Length > limit || page.Next is not null || moved.Count == limit) ? items[^1].Id : null);
    }

    private async ValueTask<bool> HasMoved(CancellationToken cancellationToken) =>
        (await store.Query(Containers.History, HistoryPartitions.Index(account), idPrefix: string.Empty, afterId: null, 1, descending: false, cancellationToken)).Items.Count > 0;
}
