using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TradingFunctions.Domain.Analysis;

/// <summary>The prices of a column that are there. Absent ones are NaN.</summary>
public static class PresentPrices
{
    /// <summary>Whether no price is absent: such a column is taken as it is.</summary>
    public static bool IsDense(ReadOnlySpan<double> column)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= column.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                var four = Vector256.Create(column[i..]);
                if (!Vector256.EqualsAll(four, four))
                {
                    return false;
                }
            }
        }

        for (; i < column.Length; i++)
        {
            if (double.IsNaN(column[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Copies the prices that are there and their rows, in order.</summary>
    /// <param name="column">One price a row of the table, NaN where absent.</param>
    /// <param name="prices">As long as the column.</param>
    /// <param name="rows">As long as the column.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentException">A target is shorter than the column.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Copy(ReadOnlySpan<double> column, Span<double> prices, Span<int> rows)
    {
        if (prices.Length < column.Length || rows.Length < column.Length)
        {
            throw new ArgumentException($"There must be room for {column.Length} prices.", nameof(prices));
        }

        var count = 0;
        for (var i = 0; i < column.Length; i++)
        {
            // Without a branch: gaps come when they like.
            var price = column[i];
            prices[count] = price;
            rows[count] = i;
            count += double.IsNaN(price) ? 0 : 1;
        }

        return count;
    }
}
