using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Tests.Runs;

/// <summary>A store that notes which documents are read and which queries are asked.</summary>
internal sealed class CountedStore(IDocumentStore inner) : IDocumentStore
{
    private readonly Lock gate = new();
    private readonly List<string> reads = [];
    private readonly List<string> queries = [];

    public int Reads(string idPrefix) => Count(reads, idPrefix);

    public int Queries(string idPrefix) => Count(queries, idPrefix);

    public ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken)
    {
        lock (gate)
            reads.Add(key.Id);
        return inner.Read(key, cancellationToken);
    }

    public ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken) =>
        inner.Transact(container, partition, operations, cancellationToken);

    public ValueTask<Page<StoredDocument>> Query(
        string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken)
    {
        lock (gate)
            queries.Add(idPrefix);
        return inner.Query(container, partition, idPrefix, afterId, limit, descending, cancellationToken);
    }

    private int Count(List<string> ids, string prefix)
    {
        lock (gate)
            return ids.Count(id => id.StartsWith(prefix, StringComparison.Ordinal));
    }
}
