using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.CosmosStub.Storage;

namespace TradingFunctions.CosmosStub.Http;

/// <summary>Account, databases, containers and their ranges.</summary>
internal sealed class MetadataReplies(CosmosAccountStub stub)
{
    private const string RangesETag = "\"1\"";

    private const int OwnerNotFound = 1003;

    public StubReply Reply(StubRequest request) => (request.Path, request.Method) switch
    {
        ([], "GET") => StubReply.Json(200, Account()),
        (["dbs"], "POST") => AddDatabase(request),
        (["dbs", var database], "GET") => stub.Account.HasDatabase(database) ? StubReply.Json(200, Database(database)) : NotFound(),
        (["dbs", var database, "colls"], "POST") => AddContainer(database, request),
        (["dbs", _, "colls", _, "pkranges"], "GET") => Ranges(request),
        (["dbs", var database, "colls", var container], "GET") => stub.Account.Find(database, container) is { } found
            ? StubReply.Json(200, Container(found))
            : NotFound(stub.Account.HasDatabase(database) ? 0 : OwnerNotFound),
        _ => StubReply.Refused(400, $"The stand-in has no {request.Method} /{string.Join('/', request.Path)}."),
    };

    private static StubReply NotFound(int subStatus = 0) => StubReply.Refused(404, "Resource Not Found.", subStatus);

    private JsonObject Account()
    {
        JsonArray Here() => [new JsonObject { ["name"] = "Here", ["databaseAccountEndpoint"] = stub.Address.AbsoluteUri }];
        return new JsonObject
        {
            ["id"] = "stub",
            ["_rid"] = "stub.documents.azure.com",
            ["_self"] = string.Empty,
            ["_dbs"] = "//dbs/",
            ["media"] = "//media/",
            ["addresses"] = "//addresses/",
            ["writableLocations"] = Here(),
            ["readableLocations"] = Here(),
            ["enableMultipleWriteLocations"] = false,
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
            ["userReplicationPolicy"] = new JsonObject { ["asyncReplication"] = false, ["minReplicaSetSize"] = 3, ["maxReplicasetSize"] = 4 },
            ["systemReplicationPolicy"] = new JsonObject { ["minReplicaSetSize"] = 3, ["maxReplicasetSize"] = 4 },
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            ["queryEngineConfiguration"] = new JsonObject { ["allowNewKeywords"] = true, ["clientDisableOptimisticDirectExecution"] = stub.Settings.NeedsPlans }.ToJsonString(),
        };
    }

    private StubReply AddDatabase(StubRequest request)
    {
        var id = Body(request)["id"]!.GetValue<string>();
        stub.Account.AddDatabase(id);
        return StubReply.Json(201, Database(id));
    }

    private StubReply AddContainer(string database, StubRequest request)
    {
        var body = Body(request);
        var id = body["id"]!.GetValue<string>();
        stub.Account.AddContainer(database, id, body["partitionKey"]!["paths"]![0]!.GetValue<string>());
        return StubReply.Json(201, Container(stub.Account.Find(database, id)!));
    }

    /// <summary>A feed of changes: what has not changed since is said so.</summary>
    private static StubReply Ranges(StubRequest request) => request.Header("if-none-match") == RangesETag
        ? new StubReply(304, []) { Headers = { ["etag"] = RangesETag } }
        : StubReply.Json(200, new JsonObject { ["_rid"] = request.Path[3], ["PartitionKeyRanges"] = new JsonArray(Range("0", string.Empty, "7F"), Range("1", "7F", "FF")), ["_count"] = 2 }) with { Headers = new() { ["etag"] = RangesETag } };

    private static JsonObject Range(string id, string from, string to) => new()
    {
        ["_rid"] = "AQAAAIAAAAECAAAAAAAAUA==",
        ["id"] = id,
        ["_etag"] = "\"0\"",
        ["minInclusive"] = from,
        ["maxExclusive"] = to,
        ["ridPrefix"] = 0,
        ["throughputFraction"] = 0.5,
        ["status"] = "online",
        ["parents"] = new JsonArray(),
    };

    private static JsonObject Database(string id) => new() { ["id"] = id, ["_rid"] = "AQAAAA==", ["_self"] = "dbs/AQAAAA==/", ["_etag"] = "\"0\"", ["_colls"] = "colls/", ["_users"] = "users/" };

    private static JsonObject Container(StubContainer container) => new()
    {
        ["id"] = container.Id,
        ["_rid"] = container.ResourceId,
        ["_self"] = $"dbs/AQAAAA==/colls/{container.ResourceId}/",
        ["_etag"] = "\"0\"",
        ["partitionKey"] = new JsonObject { ["paths"] = new JsonArray(container.PartitionPath), ["kind"] = "Hash", ["version"] = 2 },
        ["indexingPolicy"] = new JsonObject { ["indexingMode"] = "consistent", ["automatic"] = true, ["includedPaths"] = new JsonArray(), ["excludedPaths"] = new JsonArray() },
    };

    private static JsonObject Body(StubRequest request) => JsonNode.Parse(request.Body) as JsonObject ?? throw new JsonException("The body is no object.");
}
