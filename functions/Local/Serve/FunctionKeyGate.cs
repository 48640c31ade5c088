using Microsoft.AspNetCore.Authorization;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;
using TradingFunctions.Local.Sessions;

namespace TradingFunctions.Local.Serve;

/// <summary>Lets only requests pass that carry the function key (header <c>x-functions-key</c>, else <c>?code=</c>, as Azure Functions does) or a session's cookie.</summary>
internal sealed class FunctionKeyGate(string key, SessionGate sessions)
{
    private const string Header = "x-functions-key";

    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (IsOpen(http.GetEndpoint()) || Matches(http.Request))
        {
            return next(http);
        }

        switch (sessions.Judge(http))
        {
            case SessionVerdict.Allowed:
                return next(http);
            case SessionVerdict.None:
                http.Response.Headers.WWWAuthenticate = "FunctionKey";
                return Problems.Write(http, StatusCodes.Status401Unauthorized, "KEY_REQUIRED", $"Send the function key in the header '{Header}'. It is in the file function.key of the data directory.");
            case var refused:
                return SessionGate.Refuse(http, refused);
        }
    }

    private static bool IsOpen(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<ApiRoute>() is { Open: true } || endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private bool Matches(HttpRequest request)
    {
        var given = request.Headers.TryGetValue(Header, out var header) ? header : request.Query["code"];
        return given is [{ } text] && Digests.Equal(key, text);
    }
}
