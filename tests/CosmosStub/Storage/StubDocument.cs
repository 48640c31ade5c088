using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingFunctions.CosmosStub.Storage;

/// <summary>A document as it is kept.</summary>
/// <param name="Properties">As sent, except that the service reads every number as a double.</param>
/// <param name="Version">Of the whole account: none comes twice.</param>
/// <param name="Size">Bytes as sent.</param>
public sealed record StubDocument(string Id, JsonObject Properties, long Version, int Size)
{
    /// <summary>Quoted, as on the wire.</summary>
    public string ETag => string.Create(CultureInfo.InvariantCulture, $"\"{Version:x8}-0000-0700-0000-000000000000\"");

    /// <summary>The document with what the service adds.</summary>
    public JsonObject Render()
    {
        var whole = Properties.DeepClone().AsObject();
        whole["_rid"] = Convert.ToBase64String(BitConverter.GetBytes(Version));
        whole["_self"] = $"docs/{Version}/";
        whole["_etag"] = ETag;
        whole["_attachments"] = "attachments/";
        whole["_ts"] = 1_700_000_000 + Version;
        return whole;
    }

    internal static JsonNode? WithDoubles(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, WithDoubles(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithDoubles)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(value.GetValue<double>()),
        _ => node?.DeepClone(),
    };
}
