using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TradingFunctions.Azure.Durable;

/// <summary>The input of a generation: what the orchestration continued with, and the events that the one before had received and not taken.</summary>
/// <remarks>
/// Without such events it is the orchestration's own input, unchanged. With them it is <c>{"$continued":{"input":…,"unread":[{"name":…,"payload":…}]}}</c>,
/// which no input of the catalogue looks like. The SDK would send them to the instance again in messages of their own, and what becomes of those is the
/// backend's: they come behind what has arrived since, and the SDK's in-process host (0.2.3-preview.1) drops them. Here they are part of the commit that
/// continues the instance.
/// </remarks>
internal sealed record ContinuedInput(JsonElement Input, IReadOnlyList<UnreadEvent> Unread)
{
    const string Envelope = "$continued";

    const string Prefix = $$"""{"{{Envelope}}":""";

    /// <summary>Reads what <see cref="ToJson"/> wrote, or an input as it is.</summary>
    public static ContinuedInput Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(Envelope, out var continued))
            return new(json, []);
        var unread = continued.GetProperty("unread").EnumerateArray();
        return new(continued.GetProperty("input"), [.. unread.Select(item => new UnreadEvent(item.GetProperty("name").GetString()!, item.GetProperty("payload")))]);
    }

    /// <summary>The orchestration's own input, of an instance as a query shows it.</summary>
    public static string? Show(string? json) =>
        json?.StartsWith(Prefix, StringComparison.Ordinal) == true ? Read(JsonElement.Parse(json)).Input.GetRawText() : json;

    public JsonElement ToJson()
    {
        if (Unread.Count == 0)
            return Input;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Write(json);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject(Envelope);
        json.WritePropertyName("input");
        Raw(json, Input);
        json.WriteStartArray("unread");
        foreach (var (name, payload) in Unread)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WritePropertyName("payload");
            Raw(json, payload);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Raw(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}

/// <summary>An event that a generation received and did not take.</summary>
internal readonly record struct UnreadEvent(string Name, JsonElement Payload)
{
    /// <summary>Bytes of its JSON.</summary>
    public int Bytes => JsonMarshal.GetRawUtf8Value(Payload).Length;
}
