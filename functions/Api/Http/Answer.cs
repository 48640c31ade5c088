using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TradingFunctions.Api.Http;

/// <summary>Writes JSON answers with their length, from source-generated types.</summary>
public static class Answer
{
    public const string JsonContentType = "application/json; charset=utf-8";

    /// <summary>Buffers larger than this are not kept.</summary>
    private const int KeptBytes = 64 * 1024;

    /// <summary>Answers are JSON documents and never put into a page: quotes and letters stay readable.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? kept;

    public static Task Ok<T>(HttpContext http, T value, JsonTypeInfo<T> type) => Write(http, StatusCodes.Status200OK, value, type);

    public static Task Write<T>(HttpContext http, int status, T value, JsonTypeInfo<T> type, string contentType = JsonContentType)
    {
        var buffer = kept ?? new ArrayBufferWriter<byte>(4096);
        kept = null;
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = buffer.WrittenCount;
        response.Headers.CacheControl = "no-store";
        response.BodyWriter.Write(buffer.WrittenSpan);
        if (buffer.Capacity <= KeptBytes)
        {
            buffer.ResetWrittenCount();
            kept = buffer;
        }

        return response.BodyWriter.FlushAsync(http.RequestAborted).AsTask();
    }

    public static Task NoContent(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
