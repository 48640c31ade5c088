using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>What the account's log holds of one order: the broker's messages and the fills. Found by time, so that the log needs no second index.</summary>
public sealed class OrderMessages(AccountBook book, IDocumentStore store)
{
    /// <summary>Broker's and pipeline's clocks differ by less.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private const int PageSize = 200;

    /// <summary>Entries looked at from either end of an order's life: a bracket leg may rest for weeks.</summary>
    private const int MaxScanned = 2_000;

    /// <summary>Entries of the order, and of its bracket legs as far as they fall into its life, in the order of the log.</summary>
    public async Task<LogEntry[]> Of(OrderRecord order, CancellationToken cancellationToken)
    {
        var last = (await book.Loaded(cancellationToken)).Ledger.LogSequence;
        var end = (order.FinalUtc ?? order.UpdatedUtc) + Slack;
        var found = new SortedDictionary<long, LogEntry>();
        var first = await FirstSince(order.DecidedUtc - Slack, last, cancellationToken);
        if (!await Collect(order.Id, first, end, found, cancellationToken))
        {
            await Collect(order.Id, await FirstSince(end - (2 * Slack), last, cancellationToken), end, found, cancellationToken);
        }

        return [.. found.Values];
    }

    /// <summary>Fills that reduced the position of a symbol after one that opened or added to it, oldest first, until it was flat or turned over.</summary>
    /// <remarks>Shares of a symbol are held at one average cost: fills close what was opened before and after alike.</remarks>
    /// <param name="opening">An entry of the log with a fill.</param>
    /// <param name="cancellationToken">Of the reader.</param>
    /// <returns>Whether the position was flat or turned over with the last of them; null where there were too many to look at all.</returns>
    public async Task<(IReadOnlyList<LogEntry> Fills, bool? IsOver)> Reducing(LogEntry opening, CancellationToken cancellationToken)
    {
        var (symbol, side) = (opening.Fill!.Symbol, Math.Sign(opening.Fill.SignedQuantity));
        var found = new List<LogEntry>();
        string? after = AccountDocuments.FillPrefix + AccountDocuments.Number(opening.Number);
        for (var scanned = 0; scanned < MaxScanned && after is not null; scanned += PageSize)
        {
            var page = await store.Query(Containers.Trading, book.Account.Value, AccountDocuments.FillPrefix, after, PageSize, descending: false, cancellationToken);
            foreach (var entry in page.Items.Select(document => DocumentStoreExtensions.Parse(document, TradingJson.Default.LogEntry)))
            {
                if (entry.Fill is not { } fill || fill.Symbol != symbol || Math.Sign(fill.SignedQuantity) == side)
                {
                    continue;
                }

                found.Add(entry);
                if (Math.Sign(fill.PositionAfter) != side)
                {
                    return (found, true);
                }
            }

            after = page.Next;
        }

        return (found, after is null ? false : null);
    }

    /// <summary>Which order an entry is about, if any.</summary>
    public static ClientOrderId? OrderOf(LogEntry entry) => entry.Event?.ClientOrderId ?? entry.Fill?.OrderId;

    /// <returns>Whether the end was reached.</returns>
    private async Task<bool> Collect(ClientOrderId id, long from, DateTime endUtc, SortedDictionary<long, LogEntry> found, CancellationToken cancellationToken)
    {
        var events = await Collect(id, AccountDocuments.EventPrefix, from, endUtc, found, cancellationToken);
        var fills = await Collect(id, AccountDocuments.FillPrefix, from, endUtc, found, cancellationToken);
        return events && fills;
    }

    private async Task<bool> Collect(ClientOrderId id, string prefix, long from, DateTime endUtc, SortedDictionary<long, LogEntry> found, CancellationToken cancellationToken)
    {
        var after = prefix + AccountDocuments.Number(from - 1);
        for (var scanned = 0; scanned < MaxScanned; scanned += PageSize)
        {
            var page = await store.Query(Containers.Trading, book.Account.Value, prefix, after, PageSize, descending: false, cancellationToken);
            foreach (var document in page.Items)
            {
                var entry = DocumentStoreExtensions.Parse(document, TradingJson.Default.LogEntry);
                if (entry.AtUtc > endUtc)
                {
                    return true;
                }

                if (OrderOf(entry) == id || (entry.Event?.ParentClientOrderId ?? entry.Fill?.Parent) == id)
                {
                    found[entry.Number] = entry;
                }
            }

            if (page.Next is null)
            {
                return true;
            }

            after = page.Next;
        }

        return false;
    }

    /// <summary>Number of the first entry at or after a time; entries are in the order of their times but for the slack.</summary>
    private async Task<long> FirstSince(DateTime sinceUtc, long last, CancellationToken cancellationToken)
    {
        var (low, high) = (1L, last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await Read(middle, cancellationToken) is { } entry && entry.AtUtc < sinceUtc)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private async Task<LogEntry?> Read(long number, CancellationToken cancellationToken)
    {
        foreach (var prefix in (string[])[AccountDocuments.FillPrefix, AccountDocuments.EventPrefix, AccountDocuments.BookPrefix])
        {
            var key = new DocumentKey(Containers.Trading, book.Account.Value, prefix + AccountDocuments.Number(number));
            if (await store.Read(key, TradingJson.Default.LogEntry, cancellationToken) is { } entry)
            {
                return entry.Value;
            }
        }

        return null;
    }
}
