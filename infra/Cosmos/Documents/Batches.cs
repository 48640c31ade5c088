using System.Net;
using Microsoft.Azure.Cosmos;
using TradingFunctions.Infra.Cosmos.Access;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>Transactions: one transactional batch each, also where it has one operation.</summary>
/// <remarks>
/// The SDK sends a call again whose answer was lost. Where the first one had been carried out, the second finds its own documents and is refused. Every
/// document holds the mark of the transaction that wrote it: one that is refused looks whether it was itself.
/// </remarks>
internal sealed class Batches(CosmosCalls calls, CosmosContainers containers, PointReads reads)
{
    public async Task<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        var batch = Compose(container, partition, operations, mark);
        using var answer = await calls.Run(CosmosOperation.Write, container, batch.ExecuteAsync, CosmosAnswer.Of, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            var etags = new string[operations.Count];
            for (var i = 0; i < etags.Length; i++)
            {
                etags[i] = operations[i].Kind == StoreOperationKind.Delete ? string.Empty : ETags.FromWire(answer[i].ETag);
            }

            return Done(etags);
        }

        var refused = FindRefused(answer);
        var result = new WriteResult(StatusOf(operations[refused].Kind, answer[refused].StatusCode), [], refused);
        return await FindOwn(container, partition, operations, result, mark, cancellationToken) ?? result;
    }

    private static WriteResult Done(IReadOnlyList<string> etags) => new(WriteStatus.Done, etags, FailedOperation: -1);

    private TransactionalBatch Compose(string container, string partition, IReadOnlyList<StoreOperation> operations, string mark)
    {
        var property = Containers.PartitionProperties[container];
        var batch = containers[container].CreateTransactionalBatch(new PartitionKey(partition));
        foreach (var operation in operations)
        {
            var options = new TransactionalBatchItemRequestOptions { IfMatchEtag = ETags.ToWire(operation.ETag), EnableContentResponseOnWrite = false };
            batch = operation.Kind switch
            {
                StoreOperationKind.Create => batch.CreateItemStream(Body(operation), options),
                StoreOperationKind.Replace => batch.ReplaceItemStream(operation.Id, Body(operation), options),
                StoreOperationKind.Delete => batch.DeleteItem(operation.Id, options),
                _ => throw new ArgumentOutOfRangeException(nameof(operations), operation.Kind, "Unknown kind of operation."),
            };
        }

        return batch;

        MemoryStream Body(StoreOperation operation) => Envelope.Write(operation.Id, operation.Json, property, partition, mark);
    }

    /// <summary>All others failed because of it.</summary>
    private static int FindRefused(TransactionalBatchResponse answer)
    {
        for (var i = 0; i < answer.Count; i++)
        {
            if (answer[i].StatusCode != HttpStatusCode.FailedDependency && !answer[i].IsSuccessStatusCode)
            {
                return i;
            }
        }

        throw new InvalidDataException($"A refused batch names no operation that was (activity {answer.ActivityId}).");
    }

    private static WriteStatus StatusOf(StoreOperationKind kind, HttpStatusCode status) => (kind, status) switch
    {
        (StoreOperationKind.Create, HttpStatusCode.Conflict) => WriteStatus.Exists,
        (not StoreOperationKind.Create, HttpStatusCode.NotFound) => WriteStatus.Missing,
        (not StoreOperationKind.Create, HttpStatusCode.PreconditionFailed) => WriteStatus.Changed,
        _ => throw new InvalidDataException($"A {kind} was refused with {status}."),
    };

    /// <returns>The transaction as done, where a first sending of it was; null where somebody else wrote.</returns>
    private async Task<WriteResult?> FindOwn(string container, string partition, IReadOnlyList<StoreOperation> operations, WriteResult refused, string mark, CancellationToken cancellationToken)
    {
        var witness = refused.Status != WriteStatus.Missing ? refused.FailedOperation : Enumerable.Range(0, operations.Count).FirstOrDefault(i => IsWitness(operations[i]), -1);
        if (witness < 0 || !IsWitness(operations[witness]) || (await Read(witness))?.Mark != mark)
        {
            return null;
        }

        var etags = new string[operations.Count];
        for (var i = 0; i < etags.Length; i++)
        {
            // A document that somebody has changed since has another ETag than ours was: the mark is none that any document has.
            etags[i] = !IsWitness(operations[i]) ? string.Empty : await Read(i) is { } stored && stored.Mark == mark ? stored.Document.ETag : mark;
        }

        return Done(etags);

        bool IsWitness(StoreOperation operation) => operation.Kind != StoreOperationKind.Delete;

        Task<Envelope?> Read(int i) => reads.Read(new DocumentKey(container, partition, operations[i].Id), cancellationToken);
    }
}
