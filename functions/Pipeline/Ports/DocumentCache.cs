using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>
/// Documents as values, parsed once per version. A document that changes is asked for every time, and parsed only when its ETag is a new one; a document that
/// never changes once it is stored is asked for once.
/// </summary>
/// <remarks>Values are shared by all who read: nobody may change one. It only ever holds what is stored, and forgets everything when it is full.</remarks>
public sealed class DocumentCache(IDocumentStore store)
{
    private const int Capacity = 2048;

    private readonly ConcurrentDictionary<DocumentKey, Entry> entries = new();
    private int count;

    private sealed record Entry(object Stored, string ETag);

    /// <summary>The document as it is now.</summary>
    public async ValueTask<Stored<T>?> Read<T>(DocumentKey key, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await store.Read(key, cancellationToken) is { } document ? Of(key, document, type) : null;

    /// <summary>A document that has just been read, as a value.</summary>
    public Stored<T> Of<T>(DocumentKey key, StoredDocument document, JsonTypeInfo<T> type) =>
        entries.TryGetValue(key, out var entry) && entry.ETag == document.ETag && entry.Stored is Stored<T> known
            ? known
            : Keep(key, DocumentStoreExtensions.Parse(document, type), document.ETag);

    /// <summary>A document that is written once and never changes.</summary>
    public async ValueTask<T?> ReadFinal<T>(DocumentKey key, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        entries.TryGetValue(key, out var entry) && entry.Stored is Stored<T> known ? known.Value : (await Read(key, type, cancellationToken))?.Value;

    /// <returns>Done, or exists.</returns>
    public async ValueTask<WriteResult> Create<T>(DocumentKey key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Kept(key, value, await store.Create(key, value, type, cancellationToken));

    /// <returns>Done, missing, or changed.</returns>
    public async ValueTask<WriteResult> Replace<T>(DocumentKey key, T value, string etag, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Kept(key, value, await store.Replace(key, value, etag, type, cancellationToken));

    /// <summary>Creates the document; where it exists already gives the stored one: the first writer's word counts.</summary>
    public async ValueTask<T> CreateOrRead<T>(DocumentKey key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if ((await Create(key, value, type, cancellationToken)).IsDone)
        {
            return value;
        }

        return await Read(key, type, cancellationToken) is { } stored ? stored.Value : throw new InvalidOperationException($"{key} exists and cannot be read.");
    }

    /// <summary>Creates documents of one partition, all or none, with other steps after them.</summary>
    public async ValueTask<WriteResult> CreateAll<T>(
        string container, string partition, IReadOnlyList<(string Id, T Value)> documents, JsonTypeInfo<T> type, IReadOnlyList<StoreOperation> others, CancellationToken cancellationToken)
    {
        StoreOperation[] operations = [.. documents.Select(d => StoreOperation.Create(d.Id, JsonSerializer.SerializeToUtf8Bytes(d.Value, type))), .. others];
        var written = await store.Transact(container, partition, operations, cancellationToken);
        for (var i = 0; written.IsDone && i < documents.Count; i++)
        {
            Keep(new DocumentKey(container, partition, documents[i].Id), documents[i].Value, written.ETags[i]);
        }

        return written;
    }

    private WriteResult Kept<T>(DocumentKey key, T value, WriteResult written)
    {
        if (written.IsDone)
        {
            Keep(key, value, written.ETags[0]);
        }

        return written;
    }

    private Stored<T> Keep<T>(DocumentKey key, T value, string etag)
    {
        if (Interlocked.Increment(ref count) > Capacity)
        {
            entries.Clear();
            Interlocked.Exchange(ref count, 1);
        }

        var stored = new Stored<T>(value, etag);
        entries[key] = new Entry(stored, etag);
        return stored;
    }
}
