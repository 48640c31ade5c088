using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Which columns of a correlation table are held or being bought, and on which side.</summary>
internal sealed class HeldColumns
{
    private readonly int[] signs;

    private HeldColumns(CorrelationTable table, int[] signs, int notInTable) => (Table, this.signs, NotInTable) = (table, signs, notInTable);

    public CorrelationTable Table { get; }

    /// <summary>Per column: 1 long, -1 short, 0 not held.</summary>
    public ReadOnlySpan<int> Signs => signs;

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
