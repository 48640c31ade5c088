using System.Globalization;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Stores;

/// <summary>A document store in memory with the limits of the real ones.</summary>
public sealed class InMemoryDocumentStore : IDocumentStore, IPartitionIndex
{
    private readonly Lock sync = new();
    private readonly Dictionary<(string Container, string Partition), SortedDictionary<string, StoredDocument>> partitions = [];
    private long version;

    /// <summary>Called at the start of every transaction with its number, 1 the first; may throw, or change the store under the caller's feet.</summary>
    public Func<long, string, string, Task>? BeforeTransaction { get; set; }

    public long Transactions { get; private set; }

    public ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(key.Container, key.Partition);
        StoreLimits.CheckId(key.Id);
        lock (sync)
            return ValueTask.FromResult(Partition(key.Container, key.Partition).GetValueOrDefault(key.Id));
    }

    public async ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(container, partition);
        StoreLimits.CheckTransaction(operations);
        if (BeforeTransaction is { } hook)
            await hook(Transactions + 1, container, partition);

        await Task.Yield();
        lock (sync)
        {
            Transactions++;
            var documents = Partition(container, partition);
            for (var i = 0; i < operations.Count; i++)
            {
                if (Refusal(documents, operations[i]) is { } status)
                    return new WriteResult(status, [], i);
            }

            return new WriteResult(WriteStatus.Done, [.. operations.Select(operation => Apply(documents, operation))], -1);
        }
    }

    public ValueTask<Page<StoredDocument>> Query(
        string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(container, partition);
        StoreLimits.CheckPrefix(idPrefix);
        StoreLimits.CheckPage(limit);
        lock (sync)
        {
            var found = Partition(container, partition).Values.Where(document => document.Id.StartsWith(idPrefix, StringComparison.Ordinal));
            var ordered = descending ? found.Reverse() : found;
            var rest = ordered.Where(document => afterId is null || (descending ? string.CompareOrdinal(document.Id, afterId) < 0 : string.CompareOrdinal(document.Id, afterId) > 0));
            var page = rest.Take(limit + 1).ToList();
            return ValueTask.FromResult(page.Count > limit
                ? new Page<StoredDocument>(page[..limit], page[limit - 1].Id)
                : new Page<StoredDocument>(page, Next: null));
        }
    }

    public ValueTask<IReadOnlyList<string>> Partitions(string container, string? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.CheckIndexed(container);
        lock (sync)
        {
            return ValueTask.FromResult<IReadOnlyList<string>>(
            [
                .. partitions.Where(pair => pair.Key.Container == container && pair.Value.Count > 0 && string.CompareOrdinal(pair.Key.Partition, after) > 0)
                    .Select(pair => pair.Key.Partition).Order(StringComparer.Ordinal).Take(limit),
            ]);
        }
    }

    /// <summary>All documents of a partition as text, ordered by id.</summary>
    public IReadOnlyList<(string Id, string Json)> Dump(string container, string partition)
    {
        lock (sync)
            return [.. Partition(container, partition).Values.Select(document => (document.Id, System.Text.Encoding.UTF8.GetString(document.Json.Span)))];
    }

    private SortedDictionary<string, StoredDocument> Partition(string container, string partition)
    {
        if (!partitions.TryGetValue((container, partition), out var documents))
            partitions[(container, partition)] = documents = new SortedDictionary<string, StoredDocument>(StringComparer.Ordinal);
        return documents;
    }

    private static WriteStatus? Refusal(SortedDictionary<string, StoredDocument> documents, StoreOperation operation)
    {
        var known = documents.GetValueOrDefault(operation.Id);
        return (operation.Kind, known) switch
        {
            (StoreOperationKind.Create, not null) => WriteStatus.Exists,
            (StoreOperationKind.Create, null) => null,
            (_, null) => WriteStatus.Missing,
            _ when operation.ETag is not null && !string.Equals(operation.ETag, known!.ETag, StringComparison.Ordinal) => WriteStatus.Changed,
            _ => null,
        };
    }

    private string Apply(SortedDictionary<string, StoredDocument> documents, StoreOperation operation)
    {
        switch (operation.Kind)
        {
            case StoreOperationKind.Delete:
                documents.Remove(operation.Id);
                return string.Empty;
            default:
                var etag = (++version).ToString(CultureInfo.InvariantCulture);
                documents[operation.Id] = new StoredDocument(operation.Id, operation.Json.ToArray(), etag);
                return etag;
        }
    }
}
