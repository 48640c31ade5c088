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
        var length = text.Contains((byte)'"') ? Unquote(text) : text.Length;
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

    /// <summary>Takes quotes away in place. A comma inside of them cannot be part of a price or time: it becomes a semicolon, which is none either.</summary>
    /// <returns>The new length.</returns>
    private static int Unquote(Span<byte> text)
    {
        var inQuotes = false;
        var length = 0;
        foreach (var c in text)
        {
            if (c == '"')
            {
                inQuotes = !inQuotes;
            }
            else
            {
                text[length++] = inQuotes && c == ',' ? (byte)';' : c;
            }
        }

        return length;
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
