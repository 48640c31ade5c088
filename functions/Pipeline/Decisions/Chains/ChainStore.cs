using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Where chains and anchors are: a run's chains in its own partition, digests of the log and anchors in one partition per account.</summary>
public sealed class ChainStore(IDocumentStore store, PipelineSettings settings)
{
    internal const string PagePrefix = "chain:";
    internal const string AnchorPrefix = "anchor:";
    internal const string HeadId = "head";

    private const string LogPrefix = "log:";
    private const int PageSize = 1000;

    /// <summary>Partition of the account's anchors.</summary>
    private string Partition => $"anchors-{settings.Account}";

    /// <summary>Anchors, newest first.</summary>
    /// <param name="before">Only older ones than this date.</param>
    public async Task<IReadOnlyList<Anchor>> List(DateOnly? before, int limit, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, Partition, AnchorPrefix, before is { } date ? AnchorId(date) : null, limit, descending: true, cancellationToken);
        return [.. page.Items.Select(document => DocumentStoreExtensions.Parse(document, ChainJson.Default.Anchor))];
    }

    /// <summary>Documents of a run, in the order of their ids.</summary>
    internal IAsyncEnumerable<StoredDocument> RunDocuments(RunId run, CancellationToken cancellationToken) => Documents(run.Value, string.Empty, cancellationToken);

    internal IAsyncEnumerable<StoredDocument> ChainPages(RunId run, CancellationToken cancellationToken) => Documents(run.Value, PagePrefix, cancellationToken);

    internal IAsyncEnumerable<StoredDocument> Anchors(CancellationToken cancellationToken) => Documents(Partition, AnchorPrefix, cancellationToken);

    internal ValueTask<StoredDocument?> ReadHead(CancellationToken cancellationToken) => store.Read(new DocumentKey(Containers.Runs, Partition, HeadId), cancellationToken);

    internal ValueTask<StoredDocument?> ReadLogPage(DateOnly date, int page, CancellationToken cancellationToken) =>
        store.Read(new DocumentKey(Containers.Runs, Partition, LogId(date, page)), cancellationToken);

    /// <summary>Writes a run's page; false when somebody else has written it meanwhile.</summary>
    internal async Task<bool> Write(RunId run, int number, ChainPage page, string? etag, CancellationToken cancellationToken) =>
        (await store.Transact(Containers.Runs, run.Value, [Put(PageId(number), page, ChainJson.Default.ChainPage, etag)], cancellationToken)).IsDone;

    /// <summary>Writes an anchor with its pages of the log and the head that names it; false when somebody else has written one meanwhile.</summary>
    internal async Task<bool> Write(Anchor anchor, IReadOnlyList<LogPage> pages, AnchorHead head, string? headETag, CancellationToken cancellationToken)
    {
        // Most of it before: a transaction is bounded, and pages that no anchor counts do no harm.
        for (var i = 0; i < pages.Count; i++)
        {
            var id = LogId(anchor.Date, i);
            var stored = await store.Read(new DocumentKey(Containers.Runs, Partition, id), cancellationToken);
            await store.Transact(Containers.Runs, Partition, [Put(id, pages[i], ChainJson.Default.LogPage, stored?.ETag)], cancellationToken);
        }

        var written = await store.Transact(
            Containers.Runs,
            Partition,
            [Put(AnchorId(anchor.Date), anchor, ChainJson.Default.Anchor, etag: null), Put(HeadId, head, ChainJson.Default.AnchorHead, headETag)],
            cancellationToken);
        return written.IsDone;
    }

    private async IAsyncEnumerable<StoredDocument> Documents(string partition, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.Query(Containers.Runs, partition, prefix, after, PageSize, descending: false, cancellationToken);
            foreach (var document in page.Items)
            {
                yield return document;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private static StoreOperation Put<T>(string id, T value, JsonTypeInfo<T> type, string? etag)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return etag is null ? StoreOperation.Create(id, json) : StoreOperation.Replace(id, json, etag);
    }

    internal static string PageId(int number) => string.Create(CultureInfo.InvariantCulture, $"{PagePrefix}{number:D4}");

    private static string AnchorId(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{AnchorPrefix}{date:yyyyMMdd}");

    private static string LogId(DateOnly date, int page) => string.Create(CultureInfo.InvariantCulture, $"{LogPrefix}{date:yyyyMMdd}:{page:D4}");
}
