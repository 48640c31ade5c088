using System.Text.Json.Nodes;
using TradingFunctions.Api.OpenApi;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Local.Tests.Api;

public sealed class OpenApiTests
{
    private static readonly JsonObject Document = OpenApiWriter.Write(ApiRoutes.All);

    [Fact]
    public void Document_HoldsEveryRouteOnce()
    {
        var described = Document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}"));

        described.ShouldBe(ApiRoutes.All.Select(r => $"{r.Method} {r.Pattern}"), ignoreOrder: true);
    }

    [Fact]
    public void Routes_AreAllInTheTable()
    {
        var declared = typeof(ApiRoutes).GetFields().Where(f => f.FieldType == typeof(ApiRoute)).Select(f => (ApiRoute)f.GetValue(null)!);

        declared.ShouldBe(ApiRoutes.All, ignoreOrder: true);
    }

    [Fact]
    public void References_AllResolve()
    {
        var references = new List<string>();
        Collect(Document, references);

        references.ShouldNotBeEmpty();
        references.ShouldAllBe(r => Resolve(r) != null);
    }

    [Fact]
    public void ValueTypes_AreTextOrNumbers()
    {
        var draft = Document["components"]!["schemas"]!["PositionAnswer"] ?? Document["components"]!["schemas"]!["OrderAnswer"]!;

        draft["properties"]!["symbol"]!["type"]!.GetValue<string>().ShouldBe("string");
        draft["properties"]!["fees"]!["type"]!.GetValue<string>().ShouldBe("number");
    }

    private static JsonNode? Resolve(string reference)
    {
        JsonNode? node = Document;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is JsonArray array ? array[int.Parse(part)] : node?[part];
        }

        return node;
    }

    private static void Collect(JsonNode? node, List<string> references)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (name == "$ref")
                    {
                        references.Add(value!.GetValue<string>());
                    }

                    Collect(value, references);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, references);
                }

                break;
        }
    }
}
