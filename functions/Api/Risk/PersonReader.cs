using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Api.Risk;

/// <summary>Reads who does something and why: what may not be done without a name and a reason.</summary>
internal static class PersonReader
{
    private const int MaxReason = 500;

    /// <returns>Null when the request has been answered.</returns>
    public static async ValueTask<PersonAct?> Read(HttpContext http, string reason)
    {
        if (http.Request.Headers[CallerHeader.Name].Count == 0)
        {
            await Problems.BadRequest(http, [new FieldError(CallerHeader.Name, "REQUIRED", "Say who you are: this is recorded under your name.")]);
            return null;
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason)
        {
            await Problems.Unprocessable(http, [new FieldError("reason", "REQUIRED", $"Say why, in 1 to {MaxReason} characters.")]);
            return null;
        }

        return await CallerHeader.Read(http) is { } by ? new PersonAct(by, reason.Trim()) : null;
    }
}
