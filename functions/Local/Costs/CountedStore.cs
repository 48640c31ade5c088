using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Costs;

/// <summary>A store whose calls are counted and priced in request units; it changes none of them.</summary>
internal sealed class CountedStore(IDocumentStore inner, PriceList prices) : IDocumentStore
{
    private readonly Lock gate = new();
    private StoreCounts counts = StoreCounts.Nothing;

    public StoreCounts Counts
    {
        get
        {
            lock (gate)
            {
                return counts;
            }
        }
    }

    public async ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken)
    {
        var found = await inner.Read(key, cancellationToken);
        Add(c => c with { Reads = c.Reads + 1, RequestUnits = c.RequestUnits + prices.RequestUnits.ToRead(found?.Json.Length ?? 0) });
        return found;
    }

    public async ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        var result = await inner.Transact(container, partition, operations, cancellationToken);
        var units = operations.Sum(UnitsOf);
        var written = operations.Where(operation => operation.Kind is StoreOperationKind.Create or StoreOperationKind.Replace).Sum(operation => (long)operation.Json.Length);
        var kept = operations.Where(operation => operation.Kind == StoreOperationKind.Create).Sum(operation => (long)operation.Json.Length);
        Add(c => c with
        {
            Batches = c.Batches + 1,
            Writes = c.Writes + operations.Count,
            WrittenBytes = c.WrittenBytes + (result.IsDone ? written : 0),
            KeptBytes = c.KeptBytes + (result.IsDone ? kept : 0),
            RequestUnits = c.RequestUnits + units,
        });
        return result;
    }

    public async ValueTask<Page<StoredDocument>> Query(
        string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken)
    {
        var page = await inner.Query(container, partition, idPrefix, afterId, limit, descending, cancellationToken);
        var bytes = page.Items.Sum(item => (long)item.Json.Length);
        var found = page.Items.Count == 0 ? 0 : prices.RequestUnits.ToRead(bytes);
        Add(c => c with { Queries = c.Queries + 1, RequestUnits = c.RequestUnits + prices.Assume(Assumed.QueryBase) + found });
        return page;
    }

    /// <summary>A failed batch costs what a done one does, which is the dear case. A delete costs what the creation of a small document does.</summary>
    private decimal UnitsOf(StoreOperation operation) => operation.Kind switch
    {
        StoreOperationKind.Create => prices.RequestUnits.ToWrite(operation.Json.Length),
        StoreOperationKind.Replace => prices.RequestUnits.ToWrite(operation.Json.Length) * prices.Assume(Assumed.ReplaceFactor),
        StoreOperationKind.Delete => prices.RequestUnits.ToWrite(0),
        _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}."),
    };

    private void Add(Func<StoreCounts, StoreCounts> change)
    {
        lock (gate)
        {
            counts = change(counts);
        }
    }
}
