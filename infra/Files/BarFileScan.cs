using System.Text;
using TradingFunctions.Domain;

namespace TradingFunctions.Infra.Files;

/// <summary>One pass over the rows of a file.</summary>
internal sealed class BarFileScan
{
    private const int CancellationCheckRows = 4096;

    private readonly string file;
    private readonly BarFileOptions options;
    private readonly LineReader lines;
    private readonly RowParser parser;
    private readonly HashSet<Symbol>? wanted;
    private readonly SortedDictionary<BadRow, int> skipped = [];
    private readonly List<RawBar> rows = [];
    private byte[] symbolBytes = [];
    private Symbol symbol;
    private bool isWanted;
    private (DateOnly Date, TimeOnly Time) last;

    /// <exception cref="BarFileException">The header is wrong.</exception>
    public BarFileScan(string file, BarFileOptions options, LineReader lines)
    {
        (this.file, this.options, this.lines) = (file, options, lines);
        if (!lines.TryRead(out var header))
        {
            throw new BarFileException(file, "is empty.");
        }

        Header = BarFileHeader.Parse(header, file);
        parser = new RowParser(Header, options);
        wanted = options.Symbols is { } symbols ? [.. symbols] : null;
        Series = new SeriesBuilder(Header.IsDaily, Refuse);
    }

    public BarFileHeader Header { get; }

    public SeriesBuilder Series { get; }

    public IReadOnlyDictionary<BadRow, int> Skipped => skipped;

    public void Run(CancellationToken cancellationToken)
    {
        while (lines.TryRead(out var line))
        {
            if (lines.Line % CancellationCheckRows == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!line.IsEmpty)
            {
                Take(line);
            }
        }

        EndSymbol();
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        Span<int> fields = stackalloc int[BarFileHeader.MaxColumns];
        if (!Split(line, fields))
        {
            Refuse(lines.Line, BadRow.FieldCount, column: -1, $"has not the {Header.Names.Length} fields of the header.");
            return;
        }

        if (!IsNextSymbol(line[..fields[0]]) || !isWanted)
        {
            return;
        }

        var timeText = line[(fields[0] + 1)..fields[1]];
        if (!parser.TryDate(timeText, out var date, out var time))
        {
            Refuse(lines.Line, BadRow.Time, column: 1, $"'{Text(timeText)}' is not a {(Header.IsDaily ? "date (2013-10-07)" : "time (2013-10-07T09:30:00)")} of 1990 to 2030.");
            return;
        }

        if ((date, time).CompareTo(last) <= 0)
        {
            var same = (date, time) == last;
            Refuse(lines.Line, same ? BadRow.Duplicate : BadRow.Unsorted, column: 1, $"'{Text(timeText)}' of {symbol} {(same ? "is there twice." : "is earlier than the row before: rows must be sorted by symbol, then time.")}");
            return;
        }

        if (parser.TryParse(line, fields, date, time, lines.Line, out var bar) is { } bad)
        {
            var column = parser.BadColumn;
            Refuse(lines.Line, bad, column, $"'{Text(line[(fields[column - 1] + 1)..fields[column]])}' {Describe(bad)}");
            return;
        }

        last = (date, time);
        if (!(date < options.From) && !(date > options.To))
        {
            rows.Add(bar);
        }
    }

    private bool IsNextSymbol(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(symbolBytes))
        {
            return true;
        }

        if (!Symbol.TryCreate(Text(text), out var next, out var error))
        {
            Refuse(lines.Line, BadRow.Symbol, column: 0, $"'{Text(text)}' {error}");
            return false;
        }

        if (symbolBytes.Length > 0 && next.CompareTo(symbol) < 0)
        {
            Refuse(lines.Line, BadRow.Unsorted, column: 0, $"'{next}' comes after '{symbol}': rows must be sorted by symbol, then time.");
            return false;
        }

        EndSymbol();
        (symbol, symbolBytes, last) = (next, text.ToArray(), default);
        isWanted = wanted?.Contains(next) ?? true;
        return true;
    }

    private void EndSymbol()
    {
        if (rows.Count > 0)
        {
            Series.Add(symbol, rows);
            rows.Clear();
        }
    }

    private bool Split(ReadOnlySpan<byte> line, Span<int> fields)
    {
        var at = 0;
        for (var i = 0; i < Header.Names.Length - 1; i++)
        {
            var length = line[at..].IndexOf((byte)',');
            if (length < 0)
            {
                return false;
            }

            fields[i] = at + length;
            at += length + 1;
        }

        fields[Header.Names.Length - 1] = line.Length;
        return !line[at..].Contains((byte)',');
    }

    private bool Refuse(RawBar bar, BadRow reason) => Refuse(bar.Line, reason, column: 1, "begins before the bar before it has ended.");

    private bool Refuse(int line, BadRow reason, int column, string problem)
    {
        if (!options.SkipBadRows)
        {
            throw new BarFileException(file, problem, line, column < 0 ? "the row" : Header.Names[column], reason);
        }

        skipped[reason] = skipped.GetValueOrDefault(reason) + 1;
        return false;
    }

    private static string Describe(BadRow reason) => reason switch
    {
        BadRow.Number => "is not a finite number.",
        BadRow.Price => "is not a price: more than 0 and at most 10,000,000.",
        BadRow.Volume => "must not be negative.",
        BadRow.Range => "is outside the bar: low <= open, close <= high.",
        BadRow.NoSession => "has no regular session.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, message: null),
    };

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 60)]);
}
