using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>A value that is no price.</summary>
/// <param name="Column">Index of its column among those that are kept.</param>
/// <param name="Place">Its line or row.</param>
/// <param name="Text">As a message shows it.</param>
public readonly record struct BadValue(int Column, long Place, string Text);

/// <summary>Some rows of a table, column after column; NaN where a price is absent.</summary>
public sealed class TableBlock
{
    /// <summary>Columns begin at an odd number of cache lines from each other: at powers of two they would all want the same places in the cache.</summary>
    private const int LineOfCache = 8;

    private readonly double[] values;
    private readonly List<BadValue> bad = [];

    /// <summary>Room for so many rows; the values are there once they have been written.</summary>
    public TableBlock(int rows, int columns)
    {
        Rows = rows;
        Stride = (((rows + LineOfCache - 1) / LineOfCache) | 1) * LineOfCache;
        values = GC.AllocateUninitializedArray<double>(Stride * columns);
        FirstBad = new BadValue?[columns];
        BadCounts = new int[columns];
    }

    public int Rows { get; }

    /// <summary>From one value of a row to the next in <see cref="Values"/>.</summary>
    public int Stride { get; }

    /// <summary>All values, for who writes them row by row.</summary>
    public Span<double> Values => values;

    /// <summary>Per column the first value that is no price.</summary>
    public BadValue?[] FirstBad { get; }

    /// <summary>The first of all columns, and the first of each column: enough to name some, and few enough to keep where a whole block is none.</summary>
    public IReadOnlyList<BadValue> Bad => bad;

    /// <summary>Per column how many there are.</summary>
    public int[] BadCounts { get; }

    public Span<double> Column(int column) => values.AsSpan(column * Stride, Rows);

    /// <summary>A value that is no price; it is absent.</summary>
    public void AddBad(int column, long place, string text)
    {
        if (FirstBad[column] is null || bad.Count < SkippedPlace.Most)
        {
            var value = new BadValue(column, place, PriceTableException.Show(text));
            FirstBad[column] ??= value;
            bad.Add(value);
        }

        BadCounts[column]++;
    }
}
