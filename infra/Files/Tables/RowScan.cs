using System.Buffers;
using System.Globalization;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>Takes a table apart into rows and decides which of them count: their number of fields and their times. Values are left to whoever parses the runs of rows.</summary>
internal sealed class RowScan(Stream stream, string file, TableRules rules)
{
    /// <summary>Small enough to stay in the cache while it is parsed.</summary>
    private const int ChunkBytes = 1 << 20;

    private const int MaxLineBytes = 1 << 26;

    private byte[] pending = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private int pendingLength;
    private int line;

    /// <summary>Bytes of text so far.</summary>
    public long Bytes { get; private set; }

    public TableHeader Header { get; private set; } = null!;

    /// <summary>Times of the rows that count, and how many do not.</summary>
    public TableTimes Times { get; } = new(file, rules, column: 1, hasLines: true);

    /// <exception cref="PriceTableException">The header breaks a rule.</exception>
    public void ReadHeader()
    {
        int end;
        while ((end = pending.AsSpan(0, pendingLength).IndexOf((byte)'\n')) < 0 && Fill())
        {
        }

        end = end < 0 ? pendingLength : end;
        var text = pending.AsSpan(0, end).TrimEnd((byte)'\r');
        line = 1;
        if (text.StartsWith("PAR1"u8))
        {
            throw new PriceTableException(file, "is Parquet. Give it a name that ends with .parquet, which the cloud tier reads (docs/analysis.md), or convert it to CSV.");
        }

        Header = text.IsEmpty ? throw new PriceTableException(file, pendingLength == 0 ? "is empty." : "has an empty first line.") : CsvHeader.Parse(text, file, rules);
        Keep(Math.Min(pendingLength, end + 1));
    }

    /// <summary>The next rows; null after the last. Lines that do not count are not among them.</summary>
    /// <exception cref="PriceTableException">A row breaks a rule that nothing is skipped for.</exception>
    public RawRows? Next()
    {
        var hasMore = true;
        int end;
        do
        {
            hasMore = hasMore && Fill();
            end = pending.AsSpan(0, pendingLength).LastIndexOf((byte)'\n') + 1;
        }
        while (hasMore && (end == 0 || pendingLength < ChunkBytes / 2));

        end = hasMore ? end : pendingLength;
        if (end == 0)
        {
            return null;
        }

        // The buffer goes away with its whole lines; what is behind them begins the next one.
        var rows = new RawRows(pending);
        var rest = pendingLength - end;
        pending = ArrayPool<byte>.Shared.Rent(Math.Max(ChunkBytes, rest * 2));
        rows.Buffer.AsSpan(end, rest).CopyTo(pending);
        pendingLength = rest;
        Scan(rows, end);
        return rows;
    }

    public void Release() => ArrayPool<byte>.Shared.Return(pending);

    private void Scan(RawRows rows, int end)
    {
        for (var start = 0; start < end;)
        {
            var length = rows.Buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var next = length < 0 ? end : start + length + 1;
            line++;
            var text = rows.Buffer.AsSpan(start, (length < 0 ? end : start + length) - start).TrimEnd((byte)'\r');
            if (!text.IsEmpty)
            {
                Take(rows, start, text);
            }

            start = next;
        }
    }

    private void Take(RawRows rows, int start, Span<byte> text)
    {
        var (length, openColumn) = text.Contains((byte)'"') ? Unquote(text) : (text.Length, 0);
        if (openColumn > 0)
        {
            Times.Refuse("quotes", line, openColumn, "has a quote that does not end in its line.");
            return;
        }

        text = text[..length];
        var fields = text.Count((byte)',') + 1;
        var expected = Header.Targets.Length + 1;
        if (fields != expected)
        {
            var odd = fields < expected ? $"column {fields + 1} is missing" : $"column {expected + 1} has no name";
            Times.Refuse("fieldCount", line, 0, string.Create(CultureInfo.InvariantCulture, $"has {fields} fields, the header has {expected}: {odd}."));
            return;
        }

        var comma = text.IndexOf((byte)',');
        if (Times.Take(text[..comma], line))
        {
            rows.Add(start + comma + 1, length - comma - 1, line);
        }
    }

    /// <summary>
    /// Takes away the quotes around whole fields, in place. Any other quote stays, so that what it stands in is no price and no time. A comma inside of quotes cannot be part of either:
    /// it becomes a semicolon.
    /// </summary>
    /// <returns>The new length, and the number of the column whose quotes do not end in this line; 0 where all do.</returns>
    private static (int Length, int OpenColumn) Unquote(Span<byte> text)
    {
        var length = 0;
        for (int start = 0, column = 1; start <= text.Length; column++)
        {
            var field = text.Slice(start, FieldLength(text[start..]));
            start += field.Length + 1;
            if (field.Count((byte)'"') % 2 != 0)
            {
                return (text.Length, column);
            }

            field.Replace((byte)',', (byte)';');
            var inner = field.Trim((byte)' ');
            inner = inner is [(byte)'"', .., (byte)'"'] && !inner[1..^1].Contains((byte)'"') ? inner[1..^1] : field;
            if (column > 1)
            {
                text[length++] = (byte)',';
            }

            inner.CopyTo(text[length..]);
            length += inner.Length;
        }

        return (length, 0);
    }

    /// <summary>Up to the comma that ends the first field: quotes keep commas in where the field begins with one. A quote that does not end keeps all.</summary>
    private static int FieldLength(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOfAnyExcept((byte)' ');
        if (at >= 0 && text[at] == '"')
        {
            do
            {
                var end = text[(at + 1)..].IndexOf((byte)'"');
                at = end < 0 ? text.Length : at + end + 2;
            }
            while (at < text.Length && text[at] == '"');
        }

        at = at < 0 ? text.Length : at;
        var comma = text[at..].IndexOf((byte)',');
        return comma < 0 ? text.Length : at + comma;
    }

    private void Keep(int from)
    {
        pending.AsSpan(from, pendingLength - from).CopyTo(pending);
        pendingLength -= from;
    }

    /// <returns>False at the end.</returns>
    private bool Fill()
    {
        if (pendingLength == pending.Length)
        {
            if (pendingLength >= MaxLineBytes)
            {
                throw new PriceTableException(file, $"is longer than {MaxLineBytes >> 20} MB: this is no price table.", line + 1);
            }

            var larger = ArrayPool<byte>.Shared.Rent(pending.Length * 2);
            pending.AsSpan(0, pendingLength).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(pending);
            pending = larger;
        }

        var read = stream.Read(pending, pendingLength, pending.Length - pendingLength);
        pendingLength += read;
        Bytes += read;
        return read > 0;
    }
}
