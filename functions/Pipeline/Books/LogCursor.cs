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

    /// <summary>The entry as it is stored.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    public async ValueTask MoveNext(CancellationToken cancellationToken)
    {
        while (page is null || (next == page.Items.Count && page.Next is not null))
        {
            var from = page?.Next ?? prefix + AccountDocuments.Number(after);
            page = await store.Query(container, partition, prefix, from, PageSize, descending: false, cancellationToken);
            next = 0;
        }

        if (next == page.Items.Count)
        {
            Current = null;
            return;
        }

        var document = page.Items[next++];
        (Current, Json) = (DocumentStoreExtensions.Parse(document, TradingJson.Default.LogEntry), document.Json);
    }
}
