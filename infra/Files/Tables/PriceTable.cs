using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>A table in memory, in blocks of rows, each column after column.</summary>
internal sealed class PriceTable : IPriceTable
{
    private readonly string file;
    private readonly TableHeader header;
    private readonly TableBlock[] blocks;
    private readonly BadValues badValues;
    private readonly long[] times;
    private readonly byte[] timeText;
    private readonly int[] timeEnds;

    /// <exception cref="PriceTableException">The table has no rows, or a value that is no price and the rules refuse it.</exception>
    public PriceTable(string file, string digest, TableRules rules, RowScan scan, TableBlock[] blocks)
    {
        (this.file, Digest, badValues, header, this.blocks) = (file, digest, rules.BadValues, scan.Header, blocks);
        (times, timeText, timeEnds) = scan.Times();
        SkippedRows = scan.Skipped;
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

    public int NumberOf(int column) => header.Numbers[column];

    public IReadOnlyDictionary<string, int> SkippedRows { get; }

    public IReadOnlyList<string> SkippedColumns => header.Skipped;

    public ReadOnlySpan<long> Times => times;

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
            var first = Enumerable.Range(0, header.Names.Length).Where(c => block.FirstBad[c] is not null).OrderBy(c => block.FirstBad[c]!.Value.Line).ThenBy(c => c).FirstOrDefault(-1);
            if (first >= 0)
            {
                return Problem(first, block.FirstBad[first]!.Value);
            }
        }

        return null;
    }

    private PriceTableException Problem(int column, BadValue bad) => new(
        file, $"'{bad.Text}' is no price: prices are numbers from 0.000000001 to 1000000000000, an absent one is empty or NaN.", bad.Line, header.Numbers[column], header.Names[column]);
}
