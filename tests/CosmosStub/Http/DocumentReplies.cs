using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.CosmosStub.Batches;
using TradingFunctions.CosmosStub.Queries;
using TradingFunctions.CosmosStub.Storage;

namespace TradingFunctions.CosmosStub.Http;

/// <summary>Point reads, batches and queries.</summary>
internal sealed class DocumentReplies(CosmosAccountStub stub)
{
    private const int MostOperations = 100;
    private const int MostBytes = 2_202_010;
    private const string Beginning = "^";

    public async Task<StubReply> Reply(StubRequest request)
    {
        var container = stub.Account.Find(request.Path[1], request.Path[3]) ?? throw new StubRefusal(404, "Owner resource does not exist.", subStatus: 1003);
        if (request.Kind == StubCallKind.Plan)
        {
            return Plan(StubQuery.Parse(request.Body));
        }

        // The service would carry a query out across partitions where the client insists. This store never may.
        var partition = request.Partition ?? throw new StubRefusal(400, "The partition key supplied in x-ms-partitionkey header has fewer components than defined in the the collection: cross-partition calls are refused.");
        var reply = request.Kind switch
        {
            StubCallKind.Read => Read(container, partition, request.Path[5]),
            StubCallKind.Batch => await Run(container, partition, request),
            _ => Query(container, partition, request),
        };
        reply.Headers["x-ms-session-token"] = string.Create(CultureInfo.InvariantCulture, $"0:-1#{stub.Account.Version + 1}");
        reply.Headers["x-ms-alt-content-path"] = $"dbs/{request.Path[1]}/colls/{request.Path[3]}";
        reply.Headers["x-ms-content-path"] = container.ResourceId;
        return reply;
    }

    private StubReply Read(StubContainer container, string partition, string id)
    {
        lock (stub.Account.Gate)
        {
            return container.Partition(partition).GetValueOrDefault(id) is { } document
                ? StubReply.Json(200, document.Render()) with { Headers = new() { ["etag"] = document.ETag }, RequestUnits = Prices.Read(document.Size) }
                : StubReply.Refused(404, "Entity with the specified id does not exist in the system.");
        }
    }

    private async Task<StubReply> Run(StubContainer container, string partition, StubRequest request)
    {
        if (!request.IsSet("x-ms-cosmos-batch-atomic"))
        {
            throw new StubRefusal(400, "The stand-in takes batches that are carried out as a whole.");
        }

        if (request.Body.Length > MostBytes)
        {
            throw new StubRefusal(413, "Request size is too large.");
        }

        var operations = await BatchRows.Read(request.Body);
        if (operations.Count is 0 or > MostOperations)
        {
            throw new StubRefusal(400, "Batch request has more operations than what is supported.");
        }

        var results = BatchRunner.Run(stub.Account, container, partition, operations);
        return new StubReply(results.All(result => result.Status < 400) ? 200 : 207, await BatchRows.Write(results), "application/octet-stream") { RequestUnits = results.Sum(result => result.RequestUnits) };
    }

    private StubReply Query(StubContainer container, string partition, StubRequest request)
    {
        var query = StubQuery.Parse(request.Body);
        var continuation = request.Header("x-ms-continuation");
        if (continuation is null && stub.Settings.BeginsEmpty)
        {
            return Answer([], Beginning, Prices.Query([]));
        }

        var asked = int.Parse(request.Header("x-ms-max-item-count") ?? "-1", CultureInfo.InvariantCulture);
        var most = Math.Min(asked < 0 ? int.MaxValue : asked, stub.Settings.MostPerAnswer);
        var (documents, last, hasMore, requestUnits) = query.Run(stub.Account, container, partition, continuation == Beginning ? null : continuation, most);
        return Answer(documents, hasMore ? last : null, requestUnits);

        StubReply Answer(JsonArray answered, string? next, double charged)
        {
            var count = answered.Count;
            var reply = StubReply.Json(200, new JsonObject { ["_rid"] = container.ResourceId, ["Documents"] = answered, ["_count"] = count }) with { RequestUnits = charged };
            reply.Headers["x-ms-item-count"] = count.ToString(CultureInfo.InvariantCulture);
            reply.Headers["x-ms-cosmos-query-requiresdistribution"] = bool.FalseString;
            if (next is not null)
            {
                reply.Headers["x-ms-continuation"] = next;
            }

            return reply;
        }
    }

    private static StubReply Plan(StubQuery query) => StubReply.Json(200, new JsonObject
    {
        ["partitionedQueryExecutionInfoVersion"] = 2,
        ["queryInfo"] = new JsonObject
        {
            ["distinctType"] = "None",
            ["orderBy"] = new JsonArray(query.Descending ? "Descending" : "Ascending"),
            ["orderByExpressions"] = new JsonArray("c.id"),
            ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(),
            ["aggregates"] = new JsonArray(),
            ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = string.Empty,
            ["hasSelectValue"] = false,
        },
        ["queryRanges"] = new JsonArray(new JsonObject { ["min"] = string.Empty, ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false }),
    });
}
