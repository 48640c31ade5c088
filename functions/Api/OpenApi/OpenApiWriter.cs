using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Api.OpenApi;

/// <summary>Describes the routes as an OpenAPI 3.1 document. Schemas come from the serialiser's own contracts, so they cannot drift from the wire.</summary>
public static class OpenApiWriter
{
    public static JsonObject Write(IEnumerable<ApiRoute> routes)
    {
        var schemas = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        var paths = new JsonObject();
        foreach (var route in routes)
        {
            if (paths[route.Pattern] is not JsonObject path)
            {
                paths[route.Pattern] = path = [];
            }

            path[route.Method.ToLowerInvariant()] = Operation(route, schemas);
        }

        Reference(ApiJson.Default.ApiProblem, schemas);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "TradingFunctions",
                ["version"] = typeof(OpenApiWriter).Assembly.GetName().Version?.ToString(3),
                ["description"] = "Signals in, risk-checked orders out. Times are UTC on the host's clock, amounts US dollars, quantities shares.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
                ["securitySchemes"] = new JsonObject
                {
                    ["functionKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" },
                },
            },
            ["security"] = new JsonArray(new JsonObject { ["functionKey"] = new JsonArray() }),
        };
    }

    private static JsonObject Operation(ApiRoute route, SortedDictionary<string, JsonNode> schemas)
    {
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(route.Tag),
            ["summary"] = route.Summary,
            ["parameters"] = new JsonArray([.. PathParameters(route.Pattern), .. route.Query.Select(q => Parameter(q.Name, "query", q.Type, q.Description))]),
            ["responses"] = Responses(route, schemas),
        };
        if (route.Request is { } request)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", Reference(request, schemas)) };
        }

        if (route.Open)
        {
            operation["security"] = new JsonArray();
        }

        return operation;
    }

    private static IEnumerable<JsonNode> PathParameters(string pattern) =>
        pattern.Split('/').Where(p => p.StartsWith('{')).Select(p => Parameter(p.Trim('{', '}'), "path", "string", null));

    private static JsonObject Parameter(string name, string place, string type, string? description) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = place == "path",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Responses(ApiRoute route, SortedDictionary<string, JsonNode> schemas)
    {
        var success = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(route.Success) };
        if (route.Response is { } response)
        {
            success["content"] = Content("application/json", Reference(response, schemas));
        }

        var responses = new JsonObject { [Status(route.Success)] = success };
        foreach (var status in (int[])[.. route.Problems, .. route.Open ? Array.Empty<int>() : [401]])
        {
            responses[Status(status)] = new JsonObject
            {
                ["description"] = ReasonPhrases.GetReasonPhrase(status),
                ["content"] = Content(Problems.ContentType, Reference(ApiJson.Default.ApiProblem, schemas)),
            };
        }

        return responses;
    }

    private static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(JsonTypeInfo type, SortedDictionary<string, JsonNode> schemas)
    {
        var name = Name(type.Type);
        if (!schemas.ContainsKey(name))
        {
            schemas[name] = SchemaWriter.Write(type, $"#/components/schemas/{name}");
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static string Name(Type type) => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}{Name(type.GetGenericArguments()[0])}" : type.Name;
}
