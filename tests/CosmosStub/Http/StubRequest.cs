using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TradingFunctions.CosmosStub.Http;

/// <param name="Path">Its segments, unescaped.</param>
internal sealed record StubRequest(string Method, string[] Path, IHeaderDictionary Headers, byte[] Body)
{
    public StubCallKind Kind => (Path, Method) switch
    {
        (["dbs", _, "colls", _, "docs", _], "GET") => StubCallKind.Read,
        (["dbs", _, "colls", _, "docs"], "POST") when IsSet("x-ms-cosmos-is-query-plan-request") => StubCallKind.Plan,
        (["dbs", _, "colls", _, "docs"], "POST") when IsSet("x-ms-cosmos-is-batch-request") => StubCallKind.Batch,
        (["dbs", _, "colls", _, "docs"], "POST") when IsSet("x-ms-documentdb-isquery") || IsSet("x-ms-documentdb-query") => StubCallKind.Query,
        _ => StubCallKind.Metadata,
    };

    /// <summary>The one value of the header's list; null without one.</summary>
    public string? Partition => Header("x-ms-documentdb-partitionkey") is { } text ? JsonSerializer.Deserialize<string[]>(text)!.Single() : null;

    public string? Header(string name) => Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    public bool IsSet(string name) => string.Equals(Header(name), bool.TrueString, StringComparison.OrdinalIgnoreCase);
}
