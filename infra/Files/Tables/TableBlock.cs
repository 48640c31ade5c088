using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>A value that is no price.</summary>
/// <param name="Text">As a message shows it.</param>
internal readonly record struct BadValue(int Line, string Text);

/// <summary>Some rows of a table, column after column.</summary>
internal sealed class TableBlock
{
    /// <summary>Columns begin at an odd number of cache lines from each other: at powers of two they would all want the same places in the cache.</summary>
    private const int LineOfCache = 8;

    private readonly double[] values;
    private readonly int stride;

    private TableBlock(int rows, int columns)
    {
        Rows = rows;
        stride = (((rows + LineOfCache - 1) / LineOfCache) | 1) * LineOfCache;
        values = GC.AllocateUninitializedArray<double>(stride * columns);
        FirstBad = new BadValue?[columns];
        BadCounts = new int[columns];
    }

    public int Rows { get; }

    /// <summary>Per column the first value that is no price.</summary>
    public BadValue?[] FirstBad { get; }

    /// <summary>Per column how many there are.</summary>
    public int[] BadCounts { get; }

    public ReadOnlySpan<double> Column(int column) => values.AsSpan(column * stride, Rows);

    /// <summary>Parses rows; their number of fields has been checked.</summary>
    public static TableBlock Parse(RawRows raw, TableHeader header)
    {
        var block = new TableBlock(raw.Count, header.Names.Length);
        for (var row = 0; row < raw.Count; row++)
        {
            block.ParseRow(raw.Values(row), row, raw.Line(row), header.Targets);
        }

        return block;
    }

    private void ParseRow(ReadOnlySpan<byte> text, int row, int line, int[] targets)
    {
        var at = row;
        var columns = values.AsSpan();
        foreach (var target in targets)
        {
            var isPrice = PriceText.TryRead(text, out var price, out var length);
            if (target >= 0)
            {
                columns[at] = price;
                at += stride;
                if (!isPrice)
                {
                    AddBad(target, line, text[..length]);
                }
            }

            text = length < text.Length ? text[(length + 1)..] : default;
        }
    }

    private void AddBad(int column, int line, ReadOnlySpan<byte> text)
    {
        FirstBad[column] ??= new BadValue(line, PriceTableException.Show(System.Text.Encoding.UTF8.GetString(text.Length <= 200 ? text : text[..200])));
        BadCounts[column]++;
    }
}
