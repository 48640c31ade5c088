using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Hosting.Sessions;

/// <summary>What a browser is told that has come with the function key: there is no session to keep, so the page keeps the key and sends it along.</summary>
/// <param name="AntiForgery">Empty: a key in a header is nothing that another page could make the browser send.</param>
public sealed record KeySessionAnswer(string AntiForgery);

public static class KeySession
{
    /// <summary>Answers whoever was let through to here.</summary>
    public static Task Show(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Answer.Ok(http, new KeySessionAnswer(string.Empty), KeySessionJson.Default.KeySessionAnswer);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeySessionAnswer))]
internal sealed partial class KeySessionJson : JsonSerializerContext;
