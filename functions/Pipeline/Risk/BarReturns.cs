using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Returns of several symbols between the same bar ends.</summary>
internal sealed class BarReturns
{
    /// <summary>Per symbol, one return per common step; NaN where a bar is missing.</summary>
    private readonly double[][] returns;

    private BarReturns(Symbol[] symbols, double[][] returns) => (Symbols, this.returns) = (symbols, returns);

    public Symbol[] Symbols { get; }

    /// <summary>Aligns the windows on the union of their bar ends.</summary>
    public static BarReturns Of(IReadOnlyList<Symbol> wanted, IReadOnlyDictionary<Symbol, SymbolSnapshot> snapshots)
    {
        Symbol[] symbols = [.. wanted.Where(symbol => snapshots.TryGetValue(symbol, out var snapshot) && snapshot.Bars.Count > 1)];
        var ends = new SortedSet<long>();
        foreach (var symbol in symbols)
        {
            ends.UnionWith(snapshots[symbol].Bars.EndTicks.ToArray());
        }

        long[] times = [.. ends];
        return new BarReturns(symbols, [.. symbols.Select(symbol => Row(snapshots[symbol].Bars, times))]);
    }

    /// <summary>Returns of the positions as they are now, on equity; steps at which one of them has no return are left out. Empty where one has no history.</summary>
    public double[] OfPortfolio(IReadOnlyDictionary<Symbol, Money> values, Money equity)
    {
        var weights = new List<(double Weight, double[] Returns)>();
        foreach (var (symbol, value) in values)
        {
            var row = Array.IndexOf(Symbols, symbol);
            if (row < 0 || equity <= Money.Zero)
            {
                return [];
            }

            weights.Add(((double)(value.Amount / equity.Amount), returns[row]));
        }

        var steps = weights.Count == 0 ? 0 : weights[0].Returns.Length;
        var sums = new List<double>(steps);
        for (var step = 0; step < steps; step++)
        {
            var sum = 0d;
            foreach (var (weight, row) in weights)
            {
                sum += weight * row[step];
            }

            if (double.IsFinite(sum))
            {
                sums.Add(sum);
            }
        }

        return [.. sums];
    }

    /// <summary>Pearson's correlation of every pair; null where there are fewer common returns than asked for, or none that moves.</summary>
    public double?[][] Correlations(int fewest)
    {
        var matrix = new double?[Symbols.Length][];
        for (var i = 0; i < Symbols.Length; i++)
        {
            matrix[i] = new double?[Symbols.Length];
            for (var j = 0; j < i; j++)
            {
                matrix[i][j] = matrix[j][i] = Correlation(returns[i], returns[j], fewest);
            }

            matrix[i][i] = 1;
        }

        return matrix;
    }

    private static double[] Row(BarWindow bars, long[] times)
    {
        var row = new double[Math.Max(0, times.Length - 1)];
        Array.Fill(row, double.NaN);
        var ends = bars.EndTicks;
        var closes = bars.Closes;
        for (var bar = 1; bar < ends.Length; bar++)
        {
            var at = Array.BinarySearch(times, ends[bar]);
            if (times[at - 1] == ends[bar - 1])
            {
                row[at - 1] = (closes[bar] / closes[bar - 1]) - 1;
            }
        }

        return row;
    }

    private static double? Correlation(double[] one, double[] other, int fewest)
    {
        var count = 0;
        double sumX = 0, sumY = 0, sumXX = 0, sumYY = 0, sumXY = 0;
        for (var i = 0; i < one.Length; i++)
        {
            var (x, y) = (one[i], other[i]);
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                count++;
                sumX += x;
                sumY += y;
                sumXX += x * x;
                sumYY += y * y;
                sumXY += x * y;
            }
        }

        var spread = Math.Sqrt(((count * sumXX) - (sumX * sumX)) * ((count * sumYY) - (sumY * sumY)));
        return count >= fewest && spread > 0 ? Math.Round(Math.Clamp(((count * sumXY) - (sumX * sumY)) / spread, -1, 1), 9) : null;
    }
}
