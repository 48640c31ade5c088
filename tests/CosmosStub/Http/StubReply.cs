using System.Text;
using System.Text.Json.Nodes;

namespace TradingFunctions.CosmosStub.Http;

internal sealed record StubReply(int Status, byte[] Body, string ContentType = "application/json")
{
    public double RequestUnits { get; init; } = 1;

    public int SubStatus { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public static StubReply Json(int status, JsonNode body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static StubReply Refused(int status, string message, int subStatus = 0) =>
        Json(status, new JsonObject { ["code"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture), ["message"] = message }) with { SubStatus = subStatus };
}
