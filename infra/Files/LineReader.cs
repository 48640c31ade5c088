using System.Buffers;

namespace TradingFunctions.Infra.Files;

/// <summary>Lines of a stream as bytes, from one pooled buffer and without a string per line.</summary>
internal sealed class LineReader(Stream stream, string file) : IDisposable
{
    private const int MaxLine = 4096;

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
    private int start;
    private int end;
    private bool ended;

    /// <summary>Number of the line last read, 1 the first.</summary>
    public int Line { get; private set; }

    /// <summary>Bytes taken from the stream so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>The next line without its end (LF or CRLF), valid until the next call; false after the last.</summary>
    /// <exception cref="BarFileException">The line is longer than any row can be.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = buffer.AsSpan(start, end - start);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0 && !ended && rest.Length <= MaxLine)
            {
                Fill();
                continue;
            }

            if (length > MaxLine || (length < 0 && rest.Length > MaxLine))
            {
                throw new BarFileException(file, $"is longer than {MaxLine} bytes: this is no bar file.", Line + 1, "the line");
            }

            if (length < 0 && rest.IsEmpty)
            {
                line = default;
                return false;
            }

            line = length < 0 ? rest : rest[..length];
            start += length < 0 ? rest.Length : length + 1;
            line = line.TrimEnd((byte)'\r');
            Line++;
            return true;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = stream.Read(buffer, end, buffer.Length - end);
        ended = read == 0;
        end += read;
        Bytes += read;
    }
}
