using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Api.Monitors;

/// <summary>Reads a plan from a request, or answers it with what is wrong.</summary>
internal static class PlanRequest
{
    public static async Task<PlanBody?> Read(HttpContext http)
    {
        var (status, bytes) = await RequestBody.Read(http);
        if (status != BodyStatus.Read)
        {
            await RequestBody.Refuse(http, status);
            return null;
        }

        FieldError error;
        try
        {
            var json = new Utf8JsonReader(bytes);
            var body = JsonSerializer.Deserialize(ref json, ApiJson.Default.PlanBody);
            json.Read();
            if (FindNull(body) is not { } field)
            {
                return body;
            }

            error = new FieldError(field, "REQUIRED", "Must not be null.");
        }
        catch (JsonException e)
        {
            error = new FieldError(Field(e.Path), "BAD_JSON", Reason(e), e.LineNumber + 1, e.BytePositionInLine + 1);
        }
        catch (InvalidOperationException)
        {
            error = new FieldError("body", "TEXT_ENCODING", "Holds text that is not valid UTF-8.");
        }
        finally
        {
            RequestBody.Release(http, bytes);
        }

        await Problems.BadRequest(http, [error]);
        return null;
    }

    /// <summary>The serialiser lets null into arrays.</summary>
    private static string? FindNull(PlanBody? body)
    {
        if (body is null)
        {
            return "body";
        }

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
        }

        return body.Reasons is not null && Array.IndexOf(body.Reasons, null) is >= 0 and var reason ? $"reasons[{reason}]" : null;
    }

    private static string Field(string? path) => path is null or "$" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" Path:", StringComparison.Ordinal);
        end = end < 0 ? e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) : end;
        return end < 0 ? e.Message : e.Message[..end];
    }
}
