namespace TradingFunctions.Load;

internal static class Percentiles
{
    /// <summary>Nearest rank; 0 of nothing.</summary>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }
}
