using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace TradingFunctions.Api.Http;

public enum BodyStatus
{
    /// <summary>The whole body is there.</summary>
    Read,

    /// <summary>Larger than allowed; what the client still sends has been taken and thrown away, so that it can read the answer.</summary>
    TooLarge,

    /// <summary>Not JSON by its content type.</summary>
    UnsupportedType,
}

/// <summary>Reads JSON request bodies within a bound.</summary>
public static class RequestBody
{
    /// <summary>Largest body: a signal with all its metadata is below 40 KB, a plan below 16 KB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>How much of a body that is too large is taken before the connection is closed instead.</summary>
    private const int MaxDrainedBytes = 64 * 1024 * 1024;

    /// <summary>Waits until the whole body is in the request's pipe.</summary>
    /// <returns>The body; valid until <see cref="Release"/>.</returns>
    public static async ValueTask<(BodyStatus Status, ReadOnlySequence<byte> Body)> Read(HttpContext http)
    {
        if (!IsJson(http.Request.ContentType))
        {
            return (BodyStatus.UnsupportedType, default);
        }

        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            if (result.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                await Drain(http, reader, result);
                return (BodyStatus.TooLarge, default);
            }

            if (result.IsCompleted)
            {
                return (BodyStatus.Read, result.Buffer);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Gives the body's memory back.</summary>
    public static void Release(HttpContext http, in ReadOnlySequence<byte> body) => http.Request.BodyReader.AdvanceTo(body.End);

    /// <summary>Answers a body that was not read.</summary>
    public static Task Refuse(HttpContext http, BodyStatus status) => status == BodyStatus.TooLarge
        ? Problems.Write(http, StatusCodes.Status413PayloadTooLarge, "BODY_TOO_LARGE", $"The body may have at most {MaxBytes} bytes.")
        : Problems.Write(http, StatusCodes.Status415UnsupportedMediaType, "NOT_JSON", $"The body must be JSON: send 'Content-Type: application/json', not '{Shown(http.Request.ContentType)}'.");

    private static async ValueTask Drain(HttpContext http, PipeReader reader, ReadResult result)
    {
        long drained = result.Buffer.Length;
        while (!result.IsCompleted && drained <= MaxDrainedBytes)
        {
            result = await reader.ReadAsync(http.RequestAborted);
            drained += result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
        }

        if (!result.IsCompleted)
        {
            http.Response.Headers.Connection = "close";
        }
    }

    /// <summary>A missing content type is taken for JSON; any charset but UTF-8 is not.</summary>
    private static bool IsJson(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
        {
            return true;
        }

        var parts = contentType.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return false;
        }

        var json = parts[0].Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (parts[0].StartsWith("application/", StringComparison.OrdinalIgnoreCase) && parts[0].EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        return json && Array.TrueForAll(parts[1..], IsUtf8OrNoCharset);
    }

    private static bool IsUtf8OrNoCharset(string parameter) =>
        !parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)
        || parameter["charset=".Length..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string? contentType) => contentType is { Length: <= 80 } ? contentType : "(too long to repeat)";
}
