using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;

namespace TradingFunctions.Api.OpenApi;

/// <summary>JSON schema of a contract.</summary>
internal static class SchemaWriter
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Name };

    /// <param name="place">Where the schema will stand in the document: references inside it are moved there.</param>
    public static JsonNode Write(JsonTypeInfo type, string place)
    {
        var schema = type.GetJsonSchemaAsNode(Options);
        Move(schema, place);
        return schema;
    }

    /// <summary>The exporter cannot look into converters: a value type is text or a number on the wire.</summary>
    private static JsonNode Name(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var kind = Array.Exists(type.GetInterfaces(), i => IsGeneric(i, typeof(IStringValue<>))) ? "string"
            : Array.Exists(type.GetInterfaces(), i => IsGeneric(i, typeof(IDecimalValue<>))) ? "number"
            : null;
        return kind is null ? schema : new JsonObject { ["type"] = type == context.TypeInfo.Type ? kind : new JsonArray(kind, "null") };
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static void Move(JsonNode? node, string place)
    {
        switch (node)
        {
            case JsonObject obj:
                if (obj["$ref"]?.GetValue<string>() is { } reference && reference.StartsWith('#'))
                {
                    obj["$ref"] = place + reference[1..];
                }

                foreach (var (_, child) in obj)
                {
                    Move(child, place);
                }

                break;
            case JsonArray array:
                foreach (var child in array)
                {
                    Move(child, place);
                }

                break;
        }
    }
}
