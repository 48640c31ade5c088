namespace TradingFunctions.Domain.Analysis;

/// <summary>Time slices of a table: runs of rows, the same for all contracts, as equally long as can be.</summary>
public static class TimeSlices
{
    public const int Most = 10_000;

    /// <summary>First row of a slice; for <paramref name="slice"/> = <paramref name="slices"/> the number of rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No slices, or a slice that is none of them.</exception>
    public static int FirstRow(int slice, int slices, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(slice, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slice, slices);
        return (int)((long)rows * slice / slices);
    }

    /// <summary>Index of the first present price at or after a row, where <paramref name="rows"/> are the rows of present prices; the row itself of a dense column.</summary>
    public static int FirstPrice(ReadOnlySpan<int> rows, int row)
    {
        var index = rows.BinarySearch(row);
        return index >= 0 ? index : ~index;
    }
}
