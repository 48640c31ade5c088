using System.Collections.Frozen;
using System.Numerics;

namespace TradingFunctions.Domain.Risk;

/// <summary>Correlation of the returns of every pair of some symbols: one row of numbers per symbol, so that an entry is compared with all positions in one pass.</summary>
public sealed class CorrelationTable
{
    private const int Digits = 9;
    private const int One = 1_000_000_000;
    private const int NotKnown = -int.MaxValue;

    private readonly FrozenDictionary<Symbol, int> rows;
    private readonly double[] values;

    /// <summary>The same as orders are held against it: half as much to read, and no digits that no limit has.</summary>
    private readonly int[] billionths;

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
        billionths = [.. values.Select(value => double.IsFinite(value) ? (int)(Math.Round((decimal)value, Digits) * One) : NotKnown)];
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
    /// <returns>To 9 digits; null where one is not known, -1 where nothing else is held.</returns>
    public decimal? LargestWith(int row, int side, ReadOnlySpan<int> held) => FromBillionths(LargestBillionths(row, side, held));

    /// <summary>The same in billionths, for <see cref="FromBillionths"/>.</summary>
    internal int LargestBillionths(int row, int side, ReadOnlySpan<int> held)
    {
        var columns = billionths.AsSpan(row * Symbols.Length, Symbols.Length);
        var (known, largest) = Largest(columns[..row], side, held[..row]);
        var (allKnown, last) = Largest(columns[(row + 1)..], side, held[(row + 1)..]);
        return known && allKnown ? Math.Max(largest, last) : NotKnown;
    }

    internal static decimal? FromBillionths(int correlation) => correlation == NotKnown ? null : Numbers.Scaled(correlation, Digits);

    /// <summary>Several columns at a time: an account of hundreds of positions is compared with every entry.</summary>
    private static (bool Known, int Largest) Largest(ReadOnlySpan<int> columns, int side, ReadOnlySpan<int> held)
    {
        var largest = new Vector<int>(-One);
        var unknown = Vector<int>.Zero;
        var column = 0;
        for (; column <= columns.Length - Vector<int>.Count; column += Vector<int>.Count)
        {
            var signs = new Vector<int>(held[column..]);
            var row = new Vector<int>(columns[column..]);
            var passed = Vector.Equals(signs, Vector<int>.Zero);
            unknown |= Vector.AndNot(Vector.Equals(row, new Vector<int>(NotKnown)), passed);
            largest = Vector.Max(largest, Vector.ConditionalSelect(passed, largest, row * signs * side));
        }

        var (known, found) = (unknown == Vector<int>.Zero, -One);
        for (var lane = 0; lane < Vector<int>.Count; lane++)
        {
            found = Math.Max(found, largest[lane]);
        }

        for (; column < columns.Length; column++)
        {
            if (held[column] != 0)
            {
                known &= columns[column] != NotKnown;
                found = Math.Max(found, columns[column] * held[column] * side);
            }
        }

        return (known, found);
    }
}
