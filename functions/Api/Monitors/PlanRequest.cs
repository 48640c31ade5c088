using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Api.Monitors;

/// <summary>Reads a plan from a request, or answers it with what is wrong.</summary>
internal static class PlanRequest
{
    public static async Task<PlanBody?> Read(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.PlanBody) is not { } body)
        {
            return null;
        }

        if (FindNull(body) is not { } field)
        {
            return body;
        }

        await Problems.BadRequest(http, [new FieldError(field, "REQUIRED", "Must not be null.")]);
        return null;
    }

    /// <summary>The serialiser lets null into arrays.</summary>
    private static string? FindNull(PlanBody body)
    {
        for (var i = 0; i < body.Triggers.Length; i++)
        {
            var trigger = body.Triggers[i];
            if (trigger is null)
            {
                return $"triggers[{i}]";
            }

            if (Array.IndexOf(trigger.Conditions, null) is >= 0 and var at)
            {
                return $"triggers[{i}].conditions[{at}]";
            }

            if (Array.IndexOf(trigger.Guards ?? [], null) is >= 0 and var guard)
            {
                return $"triggers[{i}].guards[{guard}]";
            }
        }

        return body.Reasons is not null && Array.IndexOf(body.Reasons, null) is >= 0 and var reason ? $"reasons[{reason}]" : null;
    }
}
