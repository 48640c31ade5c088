using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Which columns of a correlation table are held or being bought, and on which side.</summary>
internal sealed class HeldColumns
{
    private readonly sbyte[] signs;

    private HeldColumns(CorrelationTable table, sbyte[] signs, int strangers) => (Table, this.signs, Strangers) = (table, signs, strangers);

    public CorrelationTable Table { get; }

    /// <summary>Per column: 1 long, -1 short, 0 not held.</summary>
    public ReadOnlySpan<sbyte> Signs => signs;

    /// <summary>Symbols held that the table does not know.</summary>
    public int Strangers { get; }

    public static HeldColumns Of(CorrelationTable table, IEnumerable<SymbolBook> books)
    {
        var columns = new sbyte[table.Symbols.Length];
        var strangers = 0;
        foreach (var book in books)
        {
            if (SignOf(book) is not 0 and var sign)
            {
                var column = table.Row(book.Holding.Symbol);
                strangers += column < 0 ? 1 : 0;
                if (column >= 0)
                {
                    columns[column] = sign;
                }
            }
        }

        return new HeldColumns(table, columns, strangers);
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
            return new HeldColumns(Table, signs, Strangers + Math.Abs(now) - Math.Abs(was));
        }

        sbyte[] moved = [.. signs];
        moved[column] = now;
        return new HeldColumns(Table, moved, Strangers);
    }

    private static sbyte SignOf(SymbolBook book) => (sbyte)Math.Sign(book.Position.SignedQuantity + book.Entries);
}
