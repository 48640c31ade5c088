using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Hosting.Sessions;

/// <summary>What a browser is told that has come with the function key: there is no session to keep, so the page keeps the key and sends it along.</summary>
/// <param name="AntiForgery">Empty: a key in a header is nothing that another page could make the browser send.</param>
/// <param name="SignIn">Where a person signs in with Entra ID, which administrators must; null where the app signs nobody in.</param>
/// <param name="Person">Who is signed in with Entra ID; null for nobody.</param>
public sealed record KeySessionAnswer(string AntiForgery, string? SignIn, string? Person);

public static class KeySession
{
    /// <summary>Name of the signed-in caller, set by the platform.</summary>
    public const string PersonHeader = "X-MS-CLIENT-PRINCIPAL-NAME";

    private const string EntraSignIn = "/.auth/login/aad?post_login_redirect_uri=%2F";

    /// <summary>Answers whoever was let through to here.</summary>
    public static Task Show(HttpContext http, AdminCheck admins)
    {
        http.Response.Headers.CacheControl = "no-store";
        var isEntra = admins == AdminCheck.EntraId;
        var person = isEntra && http.Request.Headers[PersonHeader] is [{ Length: > 0 } name] ? name : null;
        return Answer.Ok(http, new KeySessionAnswer(string.Empty, isEntra ? EntraSignIn : null, person), KeySessionJson.Default.KeySessionAnswer);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeySessionAnswer))]
internal sealed partial class KeySessionJson : JsonSerializerContext;
