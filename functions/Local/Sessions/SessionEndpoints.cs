using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Local.Sessions;

/// <param name="AntiForgery">Goes into the header <see cref="SessionGate.AntiForgeryHeader"/> of every write.</param>
internal sealed record SessionAnswer(DateTime ExpiresUtc, string AntiForgery);

/// <param name="Key">The function key.</param>
internal sealed record SignInBody(string Key);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(SignInBody))]
internal sealed partial class SessionJson : JsonSerializerContext;

/// <summary>Signing a browser in and out.</summary>
internal sealed class SessionEndpoints(SessionTokens tokens, SignInLinks links, string key)
{
    public const string Path = "/session";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var open = new AllowAnonymousAttribute();
        endpoints.MapMethods(SignInLinks.Path, [HttpMethods.Get], FollowLink).WithMetadata(open);
        endpoints.MapMethods(Path, [HttpMethods.Get], Show).WithMetadata(open);
        endpoints.MapMethods(Path, [HttpMethods.Post], SignIn).WithMetadata(open);
        endpoints.MapMethods(Path, [HttpMethods.Delete], SignOut).WithMetadata(open);
    }

    /// <summary>A link that was used before leads to the page all the same; it asks for the key.</summary>
    private Task FollowLink(HttpContext http)
    {
        if (links.Use(http.Request.Query[SignInLinks.Parameter]))
        {
            var (token, expiresUtc) = tokens.Issue();
            SessionCookie.Write(http, token, expiresUtc);
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect("/");
        return Task.CompletedTask;
    }

    private Task Show(HttpContext http) =>
        SessionCookie.Read(http) is { } token && tokens.Expiry(token) is { } expiresUtc
            ? Write(http, token, expiresUtc)
            : Problems.Write(http, StatusCodes.Status401Unauthorized, "SIGN_IN", "Sign in with the link that the host printed at its start, or with the function key.");

    private async Task SignIn(HttpContext http)
    {
        if (!SessionGate.IsSameOrigin(http))
        {
            await SessionGate.Refuse(http, SessionVerdict.ForeignOrigin);
            return;
        }

        if (await ReadKey(http) is not { } given)
        {
            return;
        }

        if (!Digests.Equal(key, given.Trim()))
        {
            await Problems.Unprocessable(http, [new FieldError("key", "WRONG_KEY", "This is not the key in the data directory's file function.key.")]);
            return;
        }

        var (token, expiresUtc) = tokens.Issue();
        SessionCookie.Write(http, token, expiresUtc);
        await Write(http, token, expiresUtc);
    }

    private static Task SignOut(HttpContext http)
    {
        if (!SessionGate.IsSameOrigin(http))
        {
            return SessionGate.Refuse(http, SessionVerdict.ForeignOrigin);
        }

        SessionCookie.Delete(http);
        return Answer.NoContent(http);
    }

    private Task Write(HttpContext http, string token, DateTime expiresUtc) =>
        Answer.Ok(http, new SessionAnswer(expiresUtc, tokens.AntiForgery(token)), SessionJson.Default.SessionAnswer);

    private static async Task<string?> ReadKey(HttpContext http)
    {
        var (status, bytes) = await RequestBody.Read(http);
        if (status != BodyStatus.Read)
        {
            await RequestBody.Refuse(http, status);
            return null;
        }

        try
        {
            var json = new Utf8JsonReader(bytes);
            if (JsonSerializer.Deserialize(ref json, SessionJson.Default.SignInBody) is { } body)
            {
                return body.Key;
            }
        }
        catch (JsonException)
        {
            // Answered like a body that is null.
        }
        finally
        {
            RequestBody.Release(http, bytes);
        }

        await Problems.BadRequest(http, [new FieldError("key", "REQUIRED", "The body must be an object with the member 'key'.")]);
        return null;
    }
}
