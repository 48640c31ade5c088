using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.CosmosStub.Storage;

namespace TradingFunctions.CosmosStub.Batches;

/// <summary>Carries a batch out: all of it, or nothing.</summary>
internal static class BatchRunner
{
    private const int FailedDependency = 424;

    /// <exception cref="StubRefusal">The batch itself is malformed.</exception>
    public static IReadOnlyList<BatchResult> Run(StubAccount account, StubContainer container, string partition, IReadOnlyList<BatchOperation> operations)
    {
        lock (account.Gate)
        {
            var before = container.Partition(partition);
            var after = new SortedDictionary<string, StubDocument>(before, StringComparer.Ordinal);
            var results = new BatchResult[operations.Count];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = Apply(account, container, partition, after, operations[i]);
                if (results[i].Status >= 400)
                {
                    return [.. operations.Select((_, other) => other == i ? results[i] : new BatchResult(FailedDependency, ETag: null, RequestUnits: 0))];
                }
            }

            before.Clear();
            foreach (var (id, document) in after)
            {
                before.Add(id, document);
            }

            return results;
        }
    }

    private static BatchResult Apply(StubAccount account, StubContainer container, string partition, SortedDictionary<string, StubDocument> documents, BatchOperation operation)
    {
        var properties = operation.Body is null ? null : Parse(container, partition, operation);
        if (properties is null && operation.Type != BatchOperation.Delete)
        {
            throw new StubRefusal(400, "An operation has no document.");
        }

        var id = operation.Id ?? properties?["id"]?.GetValue<string>() ?? throw new StubRefusal(400, "An operation names no id.");
        var there = documents.GetValueOrDefault(id);
        switch (operation.Type)
        {
            case BatchOperation.Create:
                return there is null ? Put(201, Prices.Create(operation.Body!.Length)) : Refused(409);
            case BatchOperation.Replace:
                return there is null ? Refused(404) : IsMatch() ? Put(200, Prices.Replace(operation.Body!.Length)) : Refused(412);
            case BatchOperation.Delete when there is null:
                return Refused(404);
            case BatchOperation.Delete:
                return IsMatch() && documents.Remove(id) ? new BatchResult(204, ETag: null, Prices.Delete(there.Size)) : Refused(412);
            default:
                throw new StubRefusal(400, $"The stand-in has no operation {operation.Type}.");
        }

        bool IsMatch() => operation.IfMatch is null || operation.IfMatch == there!.ETag;

        static BatchResult Refused(int status) => new(status, ETag: null, RequestUnits: 1);

        BatchResult Put(int status, double requestUnits)
        {
            var document = new StubDocument(id, properties!, account.NextVersion(), operation.Body!.Length);
            documents[id] = document;
            return new BatchResult(status, document.ETag, requestUnits);
        }
    }

    private static JsonObject Parse(StubContainer container, string partition, BatchOperation operation)
    {
        JsonObject properties;
        try
        {
            properties = StubDocument.WithDoubles(JsonNode.Parse(operation.Body))!.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new StubRefusal(400, $"A document is not JSON: {e.Message}");
        }

        if (properties[container.PartitionPath[1..]]?.GetValue<string>() != partition)
        {
            throw new StubRefusal(400, "PartitionKey extracted from document doesn't match the one specified in the header.");
        }

        var id = properties["id"]?.GetValue<string>();
        return id is { Length: > 0 and <= 255 } && id.IndexOfAny(['/', '\\', '?', '#']) < 0 && (operation.Id is null || operation.Id == id)
            ? properties
            : throw new StubRefusal(400, $"The id '{id}' is not one.");
    }
}
