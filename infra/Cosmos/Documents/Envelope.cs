using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>A document as Cosmos DB keeps it.</summary>
/// <param name="Document">Without what is around it.</param>
/// <param name="Mark">Which transaction wrote it.</param>
/// <remarks>
/// The body is text inside JSON: Cosmos DB reads numbers as doubles, and decimals and digests must come back byte by byte. The write's mark tells a transaction
/// that was carried out and whose answer was lost from somebody else's (<see cref="Batches"/>).
/// </remarks>
internal readonly record struct Envelope(StoredDocument Document, string Mark)
{
    private const string IdName = "id";
    private const string BodyName = "body";
    private const string MarkName = "write";
    private const string ETagName = "_etag";

    /// <summary>A quote in an id is two bytes and not six: see <see cref="StoreLimits.BytesBesideBody"/>.</summary>
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a query must select for <see cref="Read"/>.</summary>
    public const string Projection = $"c.{IdName}, c.{BodyName}, c.{MarkName}, c.{ETagName}";

    public static MemoryStream Write(string id, ReadOnlyMemory<byte> json, string partitionProperty, string partition, string mark)
    {
        var buffer = new ArrayBufferWriter<byte>(StoreLimits.SizeOf(json.Span));
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString(IdName, id);
            writer.WriteString(partitionProperty, partition);
            writer.WriteString(MarkName, mark);
            writer.WritePropertyName(BodyName);
        }

        BodyText.Quote(json.Span, buffer);
        buffer.Write("}"u8);
        return MemoryMarshal.TryGetArray(buffer.WrittenMemory, out var written)
            ? new MemoryStream(written.Array!, written.Offset, written.Count, writable: false, publiclyVisible: true)
            : throw new InvalidOperationException("A buffer writer without an array.");
    }

    /// <exception cref="InvalidDataException">Another program wrote it.</exception>
    public static Envelope Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        string? id = null, mark = null, etag = null;
        byte[]? body = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(IdName))
                id = Text(ref reader);
            else if (reader.ValueTextEquals(MarkName))
                mark = Text(ref reader);
            else if (reader.ValueTextEquals(ETagName))
                etag = Text(ref reader);
            else if (reader.ValueTextEquals(BodyName))
                body = BodyText.Unquote(ref reader);
            else
                reader.Skip();
        }

        return id is not null && body is not null && etag is not null
            ? new Envelope(new StoredDocument(id, body, ETags.FromWire(etag)), mark ?? string.Empty)
            : throw new InvalidDataException($"Document '{id}' of the store was not written by this program.");
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
