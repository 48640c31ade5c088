using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>Copies of documents, written so that a second time does no harm.</summary>
internal static class Copies
{
    /// <summary>Creates documents; those that are there are replaced, or left where they never change.</summary>
    public static async Task Put(
        this IDocumentStore store, string container, string partition, IReadOnlyList<StoreOperation> creates, bool replace, CancellationToken cancellationToken)
    {
        if (creates.Count == 0 || (await store.Transact(container, partition, creates, cancellationToken)).IsDone)
        {
            return;
        }

        // Some are there from an attempt that was cut off.
        foreach (var create in creates)
        {
            var written = await store.Transact(container, partition, [create], cancellationToken);
            if (written.Status == WriteStatus.Exists && replace)
            {
                await store.Transact(container, partition, [StoreOperation.Replace(create.Id, create.Json, etag: null)], cancellationToken);
            }
        }
    }
}
