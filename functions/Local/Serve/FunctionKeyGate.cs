using System.Security.Cryptography;
using System.Text;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Local.Serve;

/// <summary>Lets only requests pass that carry the function key: header <c>x-functions-key</c>, else <c>?code=</c>, as Azure Functions does.</summary>
internal sealed class FunctionKeyGate(string key)
{
    private const string Header = "x-functions-key";

    /// <summary>Compared as digests: neither the time nor the length of a guess tells anything.</summary>
    private readonly byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is { Open: true } || Matches(http.Request))
        {
            return next(http);
        }

        http.Response.Headers.WWWAuthenticate = "FunctionKey";
        return Problems.Write(http, StatusCodes.Status401Unauthorized, "KEY_REQUIRED", $"Send the function key in the header '{Header}'. It is in the file function.key of the data directory.");
    }

    private bool Matches(HttpRequest request)
    {
        var given = request.Headers.TryGetValue(Header, out var header) ? header : request.Query["code"];
        if (given.Count != 1 || given[0] is not { Length: > 0 and <= 512 } text)
        {
            return false;
        }

        Span<byte> guess = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), guess);
        return CryptographicOperations.FixedTimeEquals(guess, digest);
    }
}
