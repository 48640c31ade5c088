using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>
/// A list of an indexed container's partitions, since asking all partitions for themselves would be a query across them: one small document each, in a partition of
/// its own. It is written before the first document of a partition and removed after the last.
/// </summary>
internal sealed class PartitionEntries(PointReads reads, Batches batches, Pages pages)
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <returns>Whether it is new.</returns>
    public async Task<bool> Add(string container, string partition, CancellationToken cancellationToken) =>
        (await batches.Transact(Containers.Config, ListOf(container), [StoreOperation.Create(partition, Nothing)], cancellationToken)).IsDone;

    /// <summary>Best effort: an entry of a partition that is empty does no harm.</summary>
    public async Task RemoveIfEmpty(string container, string partition)
    {
        try
        {
            // An entry that was removed and added again since has another ETag; who wrote behind one that was there adds it again.
            if (await reads.Read(new DocumentKey(Containers.Config, ListOf(container), partition), CancellationToken.None) is { } entry
                && (await pages.Query(container, partition, IdRange.Of(string.Empty, afterId: null, descending: false), limit: 1, CancellationToken.None)).Items.Count == 0)
            {
                await batches.Transact(Containers.Config, ListOf(container), [StoreOperation.Delete(partition, entry.Document.ETag)], CancellationToken.None);
            }
        }
        catch (StoreException)
        {
            // What the caller asked for is done.
        }
    }

    public async Task<IReadOnlyList<string>> List(string container, string? after, int limit, CancellationToken cancellationToken) =>
        [.. (await pages.Query(Containers.Config, ListOf(container), IdRange.Of(string.Empty, after, descending: false), limit, cancellationToken)).Items.Select(entry => entry.Id)];

    private static string ListOf(string container) => $"partitions-{container}";
}
