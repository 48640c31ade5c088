using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Files;

/// <summary>Finds overnight jumps that look like splits nobody adjusted for.</summary>
internal static class SplitJumps
{
    /// <summary>How far from the exact ratio the open may be: an overnight move on top of the split.</summary>
    private const double Tolerance = 0.04;

    private static readonly (double Ratio, string Name)[] Splits =
    [
        (1.5, "3:2"), (2, "2:1"), (3, "3:1"), (4, "4:1"), (5, "5:1"), (7, "7:1"), (8, "8:1"), (10, "10:1"), (15, "15:1"), (20, "20:1"), (25, "25:1"), (50, "50:1"),
    ];

    public static IEnumerable<string> Find(BarSeries series)
    {
        for (var i = 1; i < series.Count; i++)
        {
            var (before, bar) = (series[i - 1], series[i]);
            var ratio = before.Close / bar.Open;
            foreach (var (split, name) in Splits)
            {
                if (IsNear(ratio, split) || IsNear(1 / ratio, split))
                {
                    yield return $"{series.Symbol} {bar.StartUtc:yyyy-MM-dd}: from {before.Close} to {bar.Open} overnight looks like a {(ratio > 1 ? name : "reverse " + name)} split; prices are not adjusted.";
                    break;
                }
            }
        }
    }

    private static bool IsNear(double ratio, double split) => Math.Abs((ratio / split) - 1) <= Tolerance;
}
