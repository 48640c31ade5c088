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
        (SkippedRows, SkippedPlaces) = (rows.Skipped, rows.SkippedPlaces);
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

    public IReadOnlyList<SkippedPlace> SkippedPlaces { get; }

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

    public PriceTableException Fault(int column, string problem) => new(ShortName, problem, hasLines ? 1 : 0, header.Numbers[column], header.Names[column]);

    /// <summary>As faults of one column name the file: there may be thousands of them, each is cut to fit, and the place must be in what is left.</summary>
    private string ShortName => PriceTableException.Show(Path.GetFileName(file));

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
                throw Problem(ShortName, column, first);
            }

            block.Column(column).CopyTo(prices);
            prices = prices[block.Rows..];
            bad += block.BadCounts[column];
        }

        return bad;
    }

    public (long Count, IReadOnlyList<SkippedPlace> Places) SkippedValues(IReadOnlyList<int> columns)
    {
        if (badValues != BadValues.Skip)
        {
            return (0, []);
        }

        var wanted = columns.ToHashSet();
        var count = blocks.Sum(block => wanted.Sum(column => (long)block.BadCounts[column]));
        var first = blocks
            .SelectMany(block => block.Bad.Where(bad => wanted.Contains(bad.Column)).OrderBy(bad => bad.Place).ThenBy(bad => bad.Column))
            .Take(SkippedPlace.Most)
            .Select(bad => new SkippedPlace(SkippedPlace.Value, bad.Place, header.Numbers[bad.Column], header.Names[bad.Column], NoPrice(bad)));
        return (count, [.. first]);
    }

    /// <summary>The first value of the file that is no price.</summary>
    private PriceTableException? FirstBad()
    {
        foreach (var block in blocks)
        {
            var first = Enumerable.Range(0, header.Names.Length).Where(c => block.FirstBad[c] is not null).OrderBy(c => block.FirstBad[c]!.Value.Place).ThenBy(c => c).FirstOrDefault(-1);
            if (first >= 0)
            {
                return Problem(file, first, block.FirstBad[first]!.Value);
            }
        }

        return null;
    }

    private PriceTableException Problem(string path, int column, BadValue bad)
    {
        var (number, name) = (header.Numbers[column], header.Names[column]);
        return hasLines ? new PriceTableException(path, NoPrice(bad), bad.Place, number, name) : new PriceTableException(path, NoPrice(bad), column: number, name: name, row: bad.Place);
    }

    private static string NoPrice(BadValue bad) => $"'{bad.Text}' is no price: prices are numbers from 0.000000001 to 1000000000000, an absent one is empty or NaN.";
}
