using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Analysis;

/// <summary>How the changes of two columns go together.</summary>
/// <param name="Coefficient">Pearson's, -1 to 1.</param>
/// <param name="Beta">Slope of the first's changes over the second's.</param>
/// <param name="Changes">Over how many.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChangeCorrelation(double Coefficient, double Beta, int Changes)
{
    /// <summary>Fewer say nothing.</summary>
    private const int FewestChanges = 3;

    /// <summary>
    /// Pearson's coefficient (Pearson, 1895) over the rows at which both prices are there: changes go from one such row to the next. Two passes, so that large means take no digits.
    /// </summary>
    /// <returns>Null for fewer than 3 changes, or where one of the two does not move.</returns>
    /// <exception cref="ArgumentException">The columns are not equally long.</exception>
    public static ChangeCorrelation? Of(ReadOnlySpan<double> column, ReadOnlySpan<double> index)
    {
        if (column.Length != index.Length)
        {
            throw new ArgumentException($"One column has {column.Length} rows, the other {index.Length}.", nameof(index));
        }

        var (count, mean, indexMean) = Means(column, index);
        if (count < FewestChanges)
        {
            return null;
        }

        double products = 0, squares = 0, indexSquares = 0, last = double.NaN, indexLast = double.NaN;
        for (var i = 0; i < column.Length; i++)
        {
            var (price, indexPrice) = (column[i], index[i]);
            if (double.IsNaN(price) || double.IsNaN(indexPrice))
            {
                continue;
            }

            if (!double.IsNaN(last))
            {
                var (deviation, indexDeviation) = ((price / last) - 1 - mean, (indexPrice / indexLast) - 1 - indexMean);
                products += deviation * indexDeviation;
                squares += deviation * deviation;
                indexSquares += indexDeviation * indexDeviation;
            }

            (last, indexLast) = (price, indexPrice);
        }

        var scale = Math.Sqrt(squares) * Math.Sqrt(indexSquares);
        return scale > 0 && double.IsFinite(scale) ? new ChangeCorrelation(Math.Clamp(products / scale, -1, 1), products / indexSquares, count) : null;
    }

    private static (int Count, double Mean, double IndexMean) Means(ReadOnlySpan<double> column, ReadOnlySpan<double> index)
    {
        var count = 0;
        double sum = 0, indexSum = 0, last = double.NaN, indexLast = double.NaN;
        for (var i = 0; i < column.Length; i++)
        {
            var (price, indexPrice) = (column[i], index[i]);
            if (double.IsNaN(price) || double.IsNaN(indexPrice))
            {
                continue;
            }

            if (!double.IsNaN(last))
            {
                sum += (price / last) - 1;
                indexSum += (indexPrice / indexLast) - 1;
                count++;
            }

            (last, indexLast) = (price, indexPrice);
        }

        return (count, sum / count, indexSum / count);
    }
}
