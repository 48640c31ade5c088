using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>The containers of the store and their partition keys.</summary>
public static class Containers
{
    /// <summary>Partition: account. Ledger, positions, intents, locks, trading state, order events, fills.</summary>
    public const string Trading = "trading";

    /// <summary>Partition: run id. Plans, alerts, watermark, decisions, scans.</summary>
    public const string Runs = "runs";

    /// <summary>Partition: signal id.</summary>
    public const string Signals = "signals";

    /// <summary>Partition: account and month. Final orders, summaries, audit.</summary>
    public const string History = "history";

    /// <summary>Partition: scope. Dynamic configuration, workers.</summary>
    public const string Config = "config";

    /// <summary>Whether the store keeps an index of this container's partitions.</summary>
    public static bool IsIndexed(string container) => container == Signals;

    /// <summary>By container, the property of a stored document that holds its partition.</summary>
    public static readonly IReadOnlyDictionary<string, string> PartitionProperties = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Trading] = "account",
        [Runs] = "runId",
        [Signals] = "signalId",
        [History] = "accountMonth",
        [Config] = "scope",
    };
}

/// <summary>A document's place. Ids are ordinal, 1 to 255 characters without <c>/ \ ? #</c>; <c>:</c> separates their parts.</summary>
public readonly record struct DocumentKey(string Container, string Partition, string Id)
{
    public const int MaxIdLength = 255;

    /// <summary>Whether a document can have this id. Ask before reading under one that came from outside: the store takes any other for a mistake of ours.</summary>
    public static bool IsId(string? text) => text is { Length: >= 1 and <= MaxIdLength } && text.All(IsAllowed);

    /// <summary>Printable ASCII, so that the order of bytes is the ordinal order of the text, without what Cosmos DB forbids.</summary>
    public static bool IsAllowed(char c) => c is >= ' ' and < '\u007F' and not ('/' or '\\' or '?' or '#');
}

/// <param name="Json">UTF-8.</param>
/// <param name="ETag">Opaque; changes with every write.</param>
public sealed record StoredDocument(string Id, ReadOnlyMemory<byte> Json, string ETag);

public enum StoreOperationKind { Create, Replace, Delete }

/// <summary>One step of a transaction. A replace or delete needs the ETag that was read; null takes any.</summary>
/// <remarks>There is no step that only checks: what must not have changed is replaced by what was read.</remarks>
public readonly record struct StoreOperation(StoreOperationKind Kind, string Id, ReadOnlyMemory<byte> Json, string? ETag)
{
    public static StoreOperation Create(string id, ReadOnlyMemory<byte> json) => new(StoreOperationKind.Create, id, json, null);

    public static StoreOperation Replace(string id, ReadOnlyMemory<byte> json, string? etag) => new(StoreOperationKind.Replace, id, json, etag);

    public static StoreOperation Delete(string id, string? etag) => new(StoreOperationKind.Delete, id, default, etag);
}

public enum WriteStatus
{
    Done,

    /// <summary>Create of an id that exists (409).</summary>
    Exists,

    /// <summary>Replace or delete of an id that does not exist (404).</summary>
    Missing,

    /// <summary>The ETag is not the document's (412).</summary>
    Changed,
}

/// <param name="ETags">New ETag per operation, in order; empty unless done. Deletes give an empty text.</param>
/// <param name="FailedOperation">Index of the operation that failed, else -1. Nothing was written then.</param>
public readonly record struct WriteResult(WriteStatus Status, IReadOnlyList<string> ETags, int FailedOperation)
{
    public bool IsDone => Status == WriteStatus.Done;
}

/// <summary>A document store: a transactional batch inside one partition is the largest unit. Every call names its partition.</summary>
/// <remarks>A write that returned is durable. <see cref="StoreLimits"/> hold on every store.</remarks>
public interface IDocumentStore
{
    ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken);

    /// <summary>All or nothing.</summary>
    ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken);

    /// <summary>Documents of one partition with an id prefix, ordered by id (ordinal), after <paramref name="afterId"/>.</summary>
    ValueTask<Page<StoredDocument>> Query(string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken);
}
