namespace TradingFunctions.Domain.Market.Quality;

/// <summary>How old bars were when they were stored, counted in classes, so that days can be added up.</summary>
/// <param name="Counts">One per class of <see cref="BoundsMs"/>, and one for what is older than the last.</param>
/// <param name="MaxMs">The oldest, milliseconds.</param>
public sealed record AgeHistogram(long[] Counts, long MaxMs)
{
    /// <summary>Upper bounds of the classes, milliseconds.</summary>
    public static IReadOnlyList<int> BoundsMs { get; } = [50, 100, 200, 300, 500, 750, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 7500, 10_000, 20_000, 30_000, 60_000, 300_000];

    public static AgeHistogram Empty { get; } = new(new long[BoundsMs.Count + 1], 0);

    public long Count => Counts.Sum();

    public AgeHistogram With(IEnumerable<int> agesMs)
    {
        var counts = (long[])Counts.Clone();
        var max = MaxMs;
        foreach (var age in agesMs)
        {
            counts[ClassOf(age)]++;
            max = Math.Max(max, age);
        }

        return new AgeHistogram(counts, max);
    }

    /// <summary>An age that so many of the bars were no older than, seconds: the bound of its class, and no more than the oldest. Null without bars.</summary>
    /// <param name="share">0.99 for the 99th percentile.</param>
    public double? Percentile(double share)
    {
        var count = Count;
        if (count == 0)
        {
            return null;
        }

        var rank = (long)Math.Ceiling(share * count);
        long below = 0;
        for (var i = 0; i < Counts.Length; i++)
        {
            below += Counts[i];
            if (below >= rank)
            {
                return (i < BoundsMs.Count ? Math.Min(BoundsMs[i], MaxMs) : MaxMs) / 1000d;
            }
        }

        return MaxMs / 1000d;
    }

    private static int ClassOf(int age)
    {
        var i = 0;
        while (i < BoundsMs.Count && age > BoundsMs[i])
        {
            i++;
        }

        return i;
    }
}
