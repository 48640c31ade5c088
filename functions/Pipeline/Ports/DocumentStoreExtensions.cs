using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>A document as a typed value, with the ETag it was read at.</summary>
public sealed record Stored<T>(T Value, string ETag);

/// <summary>Typed access to documents.</summary>
public static class DocumentStoreExtensions
{
    public static async ValueTask<Stored<T>?> Read<T>(this IDocumentStore store, DocumentKey key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var document = await store.Read(key, cancellationToken);
        return document is null ? null : new Stored<T>(Parse(document, type), document.ETag);
    }

    /// <returns>Done, or exists.</returns>
    public static ValueTask<WriteResult> Create<T>(this IDocumentStore store, DocumentKey key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        store.Transact(key.Container, key.Partition, [StoreOperation.Create(key.Id, JsonSerializer.SerializeToUtf8Bytes(value, type))], cancellationToken);

    /// <returns>Done, missing, or changed.</returns>
    public static ValueTask<WriteResult> Replace<T>(this IDocumentStore store, DocumentKey key, T value, string etag, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        store.Transact(key.Container, key.Partition, [StoreOperation.Replace(key.Id, JsonSerializer.SerializeToUtf8Bytes(value, type), etag)], cancellationToken);

    /// <summary>Creates the document; where it exists already gives the stored one: the first writer's word counts.</summary>
    public static async ValueTask<T> CreateOrRead<T>(this IDocumentStore store, DocumentKey key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var written = await store.Create(key, value, type, cancellationToken);
        if (written.IsDone)
        {
            return value;
        }

        var stored = await store.Read(key, type, cancellationToken);
        return stored is null ? throw new InvalidOperationException($"{key} exists and cannot be read.") : stored.Value;
    }

    /// <summary>All documents of one partition with an id prefix, page by page, in the order of their ids.</summary>
    public static async IAsyncEnumerable<T> ReadAll<T>(
        this IDocumentStore store, string container, string partition, string idPrefix, JsonTypeInfo<T> type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.Query(container, partition, idPrefix, after, 500, descending: false, cancellationToken);
            foreach (var document in page.Items)
            {
                yield return Parse(document, type);
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <exception cref="InvalidDataException">The document is not what it should be.</exception>
    public static T Parse<T>(StoredDocument document, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Json.Span, type) ?? throw new InvalidDataException($"Document {document.Id} is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Document {document.Id} is not a {typeof(T).Name}: {e.Message}", e);
        }
    }
}
