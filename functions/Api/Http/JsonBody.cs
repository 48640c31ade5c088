using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TradingFunctions.Api.Http;

/// <summary>Reads a body as a contract, or answers the request with what is wrong with it, the member named.</summary>
public static class JsonBody
{
    /// <returns>Null where the request has been answered.</returns>
    public static async ValueTask<T?> Read<T>(HttpContext http, JsonTypeInfo<T> type) where T : class
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
            var body = JsonSerializer.Deserialize(ref json, type);
            // Anything behind the value is an error that only the next read shows.
            json.Read();
            if (body is not null)
            {
                return body;
            }

            error = new FieldError("body", "REQUIRED", "Must not be null.");
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

    private static string Field(string? path) => path is null or "$" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" Path:", StringComparison.Ordinal);
        end = end < 0 ? e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) : end;
        return end < 0 ? e.Message : e.Message[..end];
    }
}
