using System.Net;
using Microsoft.Azure.Cosmos;
using TradingFunctions.Infra.Cosmos.Access;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>One document by its key: the cheapest call there is.</summary>
internal sealed class PointReads(CosmosCalls calls, CosmosContainers containers)
{
    public async Task<Envelope?> Read(DocumentKey key, CancellationToken cancellationToken)
    {
        var container = containers[key.Container];
        using var answer = await calls.Run(
            CosmosOperation.Read, key.Container, token => container.ReadItemStreamAsync(key.Id, new PartitionKey(key.Partition), cancellationToken: token), CosmosAnswer.Of, cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : Envelope.Read((await Content.Bytes(answer, cancellationToken)).Span);
    }
}
