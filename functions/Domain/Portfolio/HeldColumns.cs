using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Which columns of a correlation table are held or being bought, and on which side.</summary>
internal sealed class HeldColumns
{
    /// <summary>No correlation is that low.</summary>
    private const int NotAsked = int.MinValue;

    /// <summary>Per column: 1 long, -1 short, 0 not held.</summary>
    private readonly int[] signs;

    /// <summary>Largest correlations in billionths, of each row for a long and for a short trade, or <see cref="NotAsked"/>: what is held changes much more seldom than somebody asks.</summary>
    private readonly int[] largest;

    private HeldColumns(CorrelationTable table, int[] signs, int notInTable)
    {
        (Table, this.signs, NotInTable, largest) = (table, signs, notInTable, new int[2 * signs.Length]);
        Array.Fill(largest, NotAsked);
    }

    public CorrelationTable Table { get; }

    /// <summary>Largest correlation of a trade in a symbol of the table with what else is held.</summary>
    /// <returns>Null where one is not known, -1 where nothing else is held.</returns>
    public decimal? LargestWith(int row, Side side)
    {
        // Two readers that ask at once write the same.
        ref var known = ref largest[(2 * row) + (side == Side.Buy ? 0 : 1)];
        if (known == NotAsked)
        {
            known = Table.LargestBillionths(row, side == Side.Buy ? 1 : -1, signs);
        }

        return CorrelationTable.FromBillionths(known);
    }

    /// <summary>Symbols held that the table does not know.</summary>
    public int NotInTable { get; }

    public static HeldColumns Of(CorrelationTable table, IEnumerable<SymbolBook> books)
    {
        var columns = new int[table.Symbols.Length];
        var notInTable = 0;
        foreach (var book in books)
        {
            if (SignOf(book) is not 0 and var sign)
            {
                var column = table.Row(book.Holding.Symbol);
                notInTable += column < 0 ? 1 : 0;
                if (column >= 0)
                {
                    columns[column] = sign;
                }
            }
        }

        return new HeldColumns(table, columns, notInTable);
    }

    public HeldColumns Moved(SymbolBook before, SymbolBook after)
    {
        var (was, now) = (SignOf(before), SignOf(after));
        if (was == now)
        {
            return this;
        }

        var column = Table.Row(after.Holding.Symbol);
        if (column < 0)
        {
            return new HeldColumns(Table, signs, NotInTable + Math.Abs(now) - Math.Abs(was));
        }

        int[] moved = [.. signs];
        moved[column] = now;
        return new HeldColumns(Table, moved, NotInTable);
    }

    private static int SignOf(SymbolBook book) => Math.Sign(book.Position.SignedQuantity + book.Entries);
}
