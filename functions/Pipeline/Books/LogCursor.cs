using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Books;

/// <summary>Walks the log entries of one prefix in one partition.</summary>
internal sealed class LogCursor(IDocumentStore store, string container, string partition, string prefix, long after)
{
    private const int PageSize = 500;

    private Page<StoredDocument>? page;
    private int next;

    /// <summary>Null before the first and after the last.</summary>
    public LogEntry? Current { get; private set; }

    public async ValueTask MoveNext(CancellationToken cancellationToken)
    {
        while (page is null || (next == page.Items.Count && page.Next is not null))
        {
            var from = page?.Next ?? prefix + AccountDocuments.Number(after);
            page = await store.Query(container, partition, prefix, from, PageSize, descending: false, cancellationToken);
            next = 0;
        }

        Current = next < page.Items.Count ? DocumentStoreExtensions.Parse(page.Items[next++], TradingJson.Default.LogEntry) : null;
    }
}
