using System.Text;
using TradingFunctions.Pipeline.Analysis.Tables;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>Parses the values of a run of rows.</summary>
internal static class RowValues
{
    private const int MostShown = 200;

    /// <summary>Parses rows; their number of fields has been checked.</summary>
    public static TableBlock Parse(RawRows raw, TableHeader header)
    {
        var block = new TableBlock(raw.Count, header.Names.Length);
        for (var row = 0; row < raw.Count; row++)
        {
            ParseRow(block, raw.Values(row), row, raw.Line(row), header.Targets);
        }

        return block;
    }

    private static void ParseRow(TableBlock block, ReadOnlySpan<byte> text, int row, int line, int[] targets)
    {
        var at = row;
        var columns = block.Values;
        var stride = block.Stride;
        foreach (var target in targets)
        {
            var isPrice = PriceText.TryRead(text, out var price, out var length);
            if (target >= 0)
            {
                columns[at] = price;
                at += stride;
                if (!isPrice)
                {
                    block.AddBad(target, line, Encoding.UTF8.GetString(text[..Math.Min(length, MostShown)]));
                }
            }

            text = length < text.Length ? text[(length + 1)..] : default;
        }
    }
}
