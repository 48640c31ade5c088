using Microsoft.Azure.Cosmos;
using TradingFunctions.Infra.Cosmos.Access;
using TradingFunctions.Infra.Cosmos.Documents;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Infra.Cosmos;

/// <summary>The document store in one database of Cosmos DB. Safe for many threads; a host makes one and keeps it.</summary>
/// <remarks>
/// Every call names its partition. Reads see what this process has written (session consistency); what another one has just written they may see a moment
/// later, and a write that rests on an older version is refused by its ETag.
/// </remarks>
public sealed class CosmosDocumentStore : IDocumentStore, IPartitionIndex, IDisposable
{
    private readonly CosmosClient client;
    private readonly CosmosCalls calls;
    private readonly PointReads reads;
    private readonly Batches batches;
    private readonly Pages pages;
    private readonly PartitionEntries partitions;

    private CosmosDocumentStore(CosmosClient client, CosmosCalls calls, CosmosContainers containers)
    {
        this.client = client;
        this.calls = calls;
        reads = new PointReads(calls, containers);
        batches = new Batches(calls, containers, reads);
        pages = new Pages(calls, containers);
        partitions = new PartitionEntries(reads, batches, pages);
    }

    /// <summary>Is shown every call with its cost; may be set once the host has somebody who counts.</summary>
    public Action<CosmosCall>? Observer
    {
        get => calls.Observer;
        set => calls.Observer = value;
    }

    /// <summary>Has every call from now on counted.</summary>
    public void ReportTo(TradeMetrics metrics) =>
        Observer = call => metrics.StoreCalled(call.OperationName, call.Container, call.Outcome, call.RequestUnits, call.Time);

    /// <summary>Signs in and looks every container up. On an emulator, for which alone there is a key, what is missing is made.</summary>
    /// <exception cref="StoreException">It cannot be reached, refuses this identity, or is not laid out as <see cref="Containers.PartitionProperties"/> says.</exception>
    public static async Task<CosmosDocumentStore> Open(StoreOptions options, CancellationToken cancellationToken)
    {
        var made = CosmosClients.Create(options);
        try
        {
            var timed = new CosmosCalls(made.Endpoint.Host, options.Timeout);
            return new CosmosDocumentStore(made, timed, await CosmosContainers.Open(made, options, timed, cancellationToken));
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <exception cref="StoreException">The account cannot be read.</exception>
    public async ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(key.Container, key.Partition);
        StoreLimits.CheckId(key.Id);
        return (await reads.Read(key, cancellationToken))?.Document;
    }

    /// <exception cref="StoreException">Nothing was written, except where no answer came: then that is unknown.</exception>
    public async ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(container, partition);
        StoreLimits.CheckTransaction(operations);
        return Containers.IsIndexed(container)
            ? await TransactIndexed(container, partition, operations, cancellationToken)
            : await batches.Transact(container, partition, operations, cancellationToken);
    }

    /// <exception cref="StoreException">The account cannot be read.</exception>
    public async ValueTask<Page<StoredDocument>> Query(
        string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(container, partition);
        StoreLimits.CheckPrefix(idPrefix);
        StoreLimits.CheckPage(limit);
        return await pages.Query(container, partition, IdRange.Of(idPrefix, afterId, descending), limit, cancellationToken);
    }

    /// <exception cref="StoreException">The account cannot be read.</exception>
    public async ValueTask<IReadOnlyList<string>> Partitions(string container, string? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckIndexed(container);
        StoreLimits.CheckPage(limit);
        return await partitions.List(container, after, limit, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    private async Task<WriteResult> TransactIndexed(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        var creates = operations.Any(operation => operation.Kind == StoreOperationKind.Create);
        var wasListed = creates && !await partitions.Add(container, partition, cancellationToken);
        var written = await batches.Transact(container, partition, operations, cancellationToken);
        if (written.IsDone && wasListed)
        {
            // Somebody who emptied the partition may have been about to take it off the list.
            await partitions.Add(container, partition, CancellationToken.None);
        }

        if (written.IsDone && operations.Any(operation => operation.Kind == StoreOperationKind.Delete))
        {
            await partitions.RemoveIfEmpty(container, partition);
        }

        return written;
    }
}
