namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>Collects text of a table in one buffer and passes it on when it is full. For one thread.</summary>
internal sealed class CsvText(Stream target) : IDisposable
{
    private const int Size = 64 * 1024;

    /// <summary>Room for one row of numbers and a time.</summary>
    private const int RowRoom = 256;

    private readonly byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Size);
    private int length;

    /// <summary>Room for a row.</summary>
    public Span<byte> Row()
    {
        if (buffer.Length - length < RowRoom)
        {
            Flush();
        }

        return buffer.AsSpan(length);
    }

    /// <summary>So much of the row's room is used.</summary>
    public void Advance(int bytes) => length += bytes;

    /// <summary>Any text, of any length.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            if (length == buffer.Length)
            {
                Flush();
            }

            var part = text[..Math.Min(text.Length, buffer.Length - length)];
            part.CopyTo(buffer.AsSpan(length));
            length += part.Length;
            text = text[part.Length..];
        }
    }

    public void Flush()
    {
        target.Write(buffer, 0, length);
        length = 0;
    }

    public void Dispose() => System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
}
