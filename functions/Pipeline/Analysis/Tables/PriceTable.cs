using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>A table in memory, in blocks of rows, each column after column.</summary>
public sealed class PriceTable : IPriceTable
{
    /// <summary>Values of a table, absent ones included: 3.2 GB.</summary>
    private const long MostValues = 400_000_000;

    private readonly string file;
    private readonly TableHeader header;
    private readonly IReadOnlyList<TableBlock> blocks;
    private readonly BadValues badValues;
    private readonly bool hasLines;
    private readonly long[] times;
    private readonly byte[] timeText;
    private readonly int[] timeEnds;

    /// <exception cref="PriceTableException">The table has no rows, or a value that is no price and the rules refuse it.</exception>
    public PriceTable(string file, string digest, TableRules rules, TableHeader header, TableTimes rows, IReadOnlyList<TableBlock> blocks)
    {
        (this.file, Digest, badValues, this.header, this.blocks, hasLines) = (file, digest, rules.BadValues, header, blocks, rows.HasLines);
        (times, timeText, timeEnds) = rows.ToArrays();
        SkippedRows = rows.Skipped;
        if (Rows == 0)
        {
            throw new PriceTableException(file, SkippedRows.Count > 0 ? "has no row that can be used." : "has no rows behind its header.");
        }

        if (badValues == BadValues.Refuse && FirstBad() is { } bad)
        {
            throw bad;
        }
    }

    public string Digest { get; }

    public int Rows => times.Length;

    public IReadOnlyList<string> Columns => header.Names;

    public IReadOnlyDictionary<string, int> SkippedRows { get; }

    public IReadOnlyList<string> SkippedColumns => header.Skipped;

    public ReadOnlySpan<long> Times => times;

    /// <exception cref="PriceTableException">A table of so many values does not fit into memory.</exception>
    public static void CheckSize(string file, long rows, int columns)
    {
        if (rows > MostValues / Math.Max(columns, 1))
        {
            throw new PriceTableException(file, $"has more than {MostValues} values. Split it by time or contracts.");
        }
    }

    public PriceTableException Fault(int column, string problem) => new(file, problem, hasLines ? 1 : 0, header.Numbers[column], header.Names[column]);

    public ReadOnlySpan<byte> TimeText(int row)
    {
        var start = row == 0 ? 0 : timeEnds[row - 1];
        return timeText.AsSpan(start, timeEnds[row] - start);
    }

    public int Read(int column, Span<double> prices)
    {
        var bad = 0;
        foreach (var block in blocks)
        {
            if (block.FirstBad[column] is { } first && badValues == BadValues.Contract)
            {
                throw Problem(column, first);
            }

            block.Column(column).CopyTo(prices);
            prices = prices[block.Rows..];
            bad += block.BadCounts[column];
        }

        return bad;
    }

    /// <summary>The first value of the file that is no price.</summary>
    private PriceTableException? FirstBad()
    {
        foreach (var block in blocks)
        {
            var first = Enumerable.Range(0, header.Names.Length).Where(c => block.FirstBad[c] is not null).OrderBy(c => block.FirstBad[c]!.Value.Place).ThenBy(c => c).FirstOrDefault(-1);
            if (first >= 0)
            {
                return Problem(first, block.FirstBad[first]!.Value);
            }
        }

        return null;
    }

    private PriceTableException Problem(int column, BadValue bad)
    {
        var problem = $"'{bad.Text}' is no price: prices are numbers from 0.000000001 to 1000000000000, an absent one is empty or NaN.";
        var (number, name) = (header.Numbers[column], header.Names[column]);
        return hasLines ? new PriceTableException(file, problem, bad.Place, number, name) : new PriceTableException(file, problem, column: number, name: name, row: bad.Place);
    }
}
