using Microsoft.AspNetCore.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Http;

/// <summary>Who sends a request. The function key is what admits it; the name says which of the key's holders it is.</summary>
public static class CallerHeader
{
    public const string Name = "x-caller";

    /// <returns>The name, <c>http</c> where none is given; null when the request has been answered because the name is none.</returns>
    public static async ValueTask<CallerId?> Read(HttpContext http)
    {
        var given = http.Request.Headers[Name];
        if (given.Count == 0)
        {
            return Callers.Http;
        }

        if (CallerId.TryCreate(given.ToString(), out var caller, out var error))
        {
            return caller;
        }

        await Problems.BadRequest(http, [new FieldError(Name, "FORMAT", char.ToUpperInvariant(error[0]) + error[1..])]);
        return null;
    }
}
