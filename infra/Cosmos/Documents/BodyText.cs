using System.Buffers;
using System.Text.Json;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>UTF-8 as a JSON string: only what must be escaped is, so that the size is the one that <see cref="Pipeline.Ports.StoreLimits.SizeOf"/> counts.</summary>
internal static class BodyText
{
    private const int FirstPlain = 0x20;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, FirstPlain).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    public static void Quote(ReadOnlySpan<byte> text, IBufferWriter<byte> to)
    {
        to.Write("\""u8);
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            to.Write(text[..next]);
            Escape(text[next], to);
            text = text[(next + 1)..];
        }

        to.Write(text);
        to.Write("\""u8);
    }

    /// <summary>Reads the string that comes next.</summary>
    /// <returns>Null where it is no string.</returns>
    public static byte[]? Unquote(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        // Unescaping makes text shorter, never longer.
        var buffer = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(buffer);
        return length == buffer.Length ? buffer : buffer[..length];
    }

    private static void Escape(byte c, IBufferWriter<byte> to)
    {
        if (c >= FirstPlain)
        {
            to.Write([(byte)'\\', c]);
        }
        else
        {
            to.Write("\\u00"u8);
            to.Write([Hex(c >> 4), Hex(c & 0xF)]);
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}
