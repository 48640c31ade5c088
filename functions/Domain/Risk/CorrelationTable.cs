using System.Collections.Frozen;

namespace TradingFunctions.Domain.Risk;

/// <summary>Correlation of the returns of every pair of some symbols: one row of numbers per symbol, so that an entry is compared with all positions in one pass.</summary>
public sealed class CorrelationTable
{
    private readonly FrozenDictionary<Symbol, int> rows;
    private readonly double[] values;

    /// <param name="symbols">In the order of rows and columns.</param>
    /// <param name="values">Row by row, -1 to 1; NaN where there were too few common returns.</param>
    /// <exception cref="ArgumentException">The table is not square.</exception>
    public CorrelationTable(Symbol[] symbols, double[] values)
    {
        if (values.Length != symbols.Length * symbols.Length)
        {
            throw new ArgumentException($"{symbols.Length} symbols need {symbols.Length * symbols.Length} values, there are {values.Length}.", nameof(values));
        }

        Symbols = symbols;
        this.values = values;
        rows = symbols.Select((symbol, row) => KeyValuePair.Create(symbol, row)).ToFrozenDictionary();
    }

    public static CorrelationTable Empty { get; } = new([], []);

    public Symbol[] Symbols { get; }

    /// <summary>Row and column of a symbol; -1 where it is not in the table.</summary>
    public int Row(Symbol symbol) => rows.TryGetValue(symbol, out var row) ? row : -1;

    /// <summary>Null where it is not known.</summary>
    public double? Of(Symbol one, Symbol other) => Row(one) is >= 0 and var i && Row(other) is >= 0 and var j && double.IsFinite(values[(i * Symbols.Length) + j])
        ? values[(i * Symbols.Length) + j]
        : null;

    /// <summary>Largest correlation of a trade with the positions held, a position of the other side counted negative.</summary>
    /// <param name="row">Of the symbol traded; its own column is passed over.</param>
    /// <param name="side">1 for a long trade, -1 for a short one.</param>
    /// <param name="held">Per column: 1 long, -1 short, 0 not held.</param>
    /// <returns>NaN where one is not known; -1 where nothing else is held.</returns>
    public double LargestWith(int row, int side, ReadOnlySpan<sbyte> held)
    {
        var columns = values.AsSpan(row * Symbols.Length, Symbols.Length);
        var largest = -1d;
        for (var column = 0; column < columns.Length; column++)
        {
            if (held[column] != 0 && column != row)
            {
                // A comparison with NaN is false: it has to be let through by itself.
                var value = columns[column] * held[column] * side;
                largest = value <= largest ? largest : value;
                if (double.IsNaN(value))
                {
                    return double.NaN;
                }
            }
        }

        return largest;
    }
}
