using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using TradingFunctions.Infra.Cosmos.Access;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>Queries inside one partition.</summary>
internal sealed class Pages(CosmosCalls calls, CosmosContainers containers)
{
    /// <summary>The service answers in pieces as it likes, of 4 MB at most: they are put together until the page is full.</summary>
    public async Task<Page<StoredDocument>> Query(string container, string partition, IdRange ids, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(ids.Sql).WithParameter("@from", ids.From).WithParameter("@to", ids.To);
        // One more than asked for tells whether there is a next page. Direct execution: what is in one partition needs no plan, which would be a call more.
        var options = new QueryRequestOptions { PartitionKey = new PartitionKey(partition), MaxItemCount = limit + 1, EnableOptimisticDirectExecution = true };
        using var pieces = containers[container].GetItemQueryStreamIterator(query, requestOptions: options);
        var items = new List<StoredDocument>();
        while (pieces.HasMoreResults && items.Count <= limit)
        {
            using var answer = await calls.Run(CosmosOperation.Query, container, pieces.ReadNextAsync, CosmosAnswer.Of, cancellationToken);
            Add(await Content.Bytes(answer, cancellationToken), items);
        }

        return items.Count > limit ? new Page<StoredDocument>(items[..limit], items[limit - 1].Id) : new Page<StoredDocument>(items, Next: null);
    }

    private static void Add(ReadOnlyMemory<byte> piece, List<StoredDocument> items)
    {
        using var json = JsonDocument.Parse(piece);
        foreach (var document in json.RootElement.GetProperty("Documents").EnumerateArray())
        {
            items.Add(Envelope.Read(JsonMarshal.GetRawUtf8Value(document)).Document);
        }
    }
}
