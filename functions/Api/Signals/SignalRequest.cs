using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Api.Signals;

/// <summary>Turns a request into a valid signal, or answers it with all that is wrong.</summary>
internal static class SignalRequest
{
    /// <returns>The signal; null when the request has been answered.</returns>
    public static async ValueTask<TradingSignal?> Read(HttpContext http)
    {
        var (status, body) = await RequestBody.Read(http);
        if (status != BodyStatus.Read)
        {
            await RequestBody.Refuse(http, status);
            return null;
        }

        var errors = new List<FieldError>();
        var draft = SignalBody.Read(body, errors);
        RequestBody.Release(http, body);
        if (errors.Exists(e => e.Field == "body" || e.Code == "MALFORMED_JSON"))
        {
            await Problems.BadRequest(http, errors);
            return null;
        }

        var malformed = errors.Count > 0;
        var signal = await SignalCheck.Of(draft, errors, http.RequestServices, http.RequestAborted);
        if (signal is null)
        {
            await (malformed ? Problems.BadRequest(http, errors) : Problems.Unprocessable(http, errors));
        }

        return signal;
    }
}
