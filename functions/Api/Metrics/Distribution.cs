namespace TradingFunctions.Api.Metrics;

/// <summary>Counts of durations: in the buckets that are published, and in finer ones for quantiles.</summary>
/// <remarks>A finer bucket is a sixteenth of a power of two wide, so a quantile is at most 1/16 of its value too high and never too low.</remarks>
internal sealed class Distribution
{
    private const int PerOctave = 16;

    /// <summary>A microsecond and less.</summary>
    private const int LowestExponent = -20;

    /// <summary>A quarter of an hour and more.</summary>
    private const int HighestExponent = 10;

    private readonly long[] fine;

    public Distribution(IReadOnlyList<double> bounds)
        : this(bounds, new long[bounds.Count + 1], new long[(HighestExponent - LowestExponent) * PerOctave])
    {
    }

    private Distribution(IReadOnlyList<double> bounds, long[] counts, long[] fine) => (Bounds, Counts, this.fine) = (bounds, counts, fine);

    /// <summary>Upper bounds of the published buckets, the last one apart, which has none.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>Measurements in each published bucket.</summary>
    public long[] Counts { get; }

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double Max { get; private set; }

    public double Mean => Count == 0 ? 0 : Sum / Count;

    public void Add(double value)
    {
        var i = 0;
        while (i < Bounds.Count && value > Bounds[i])
        {
            i++;
        }

        Counts[i]++;
        fine[Index(value)]++;
        Count++;
        Sum += value;
        Max = Math.Max(Max, value);
    }

    /// <summary>The smallest bound that at least this share of the measurements does not exceed; 0 of none.</summary>
    public double Quantile(double share)
    {
        var rank = (long)Math.Ceiling(Count * share);
        long seen = 0;
        for (var i = 0; i < fine.Length; i++)
        {
            seen += fine[i];
            if (seen >= rank && seen > 0)
            {
                return Math.Min(UpperBound(i), Max);
            }
        }

        return 0;
    }

    public Distribution Copy() => new(Bounds, [.. Counts], [.. fine]) { Count = Count, Sum = Sum, Max = Max };

    /// <summary>What came since an earlier copy; its maximum is the whole's.</summary>
    public Distribution Since(Distribution earlier)
    {
        var since = Copy();
        for (var i = 0; i < Counts.Length; i++)
        {
            since.Counts[i] -= earlier.Counts[i];
        }

        for (var i = 0; i < fine.Length; i++)
        {
            since.fine[i] -= earlier.fine[i];
        }

        since.Count -= earlier.Count;
        since.Sum -= earlier.Sum;
        return since;
    }

    /// <summary>Adds another series of the same instrument.</summary>
    public void Merge(Distribution other)
    {
        for (var i = 0; i < Counts.Length; i++)
        {
            Counts[i] += other.Counts[i];
        }

        for (var i = 0; i < fine.Length; i++)
        {
            fine[i] += other.fine[i];
        }

        Count += other.Count;
        Sum += other.Sum;
        Max = Math.Max(Max, other.Max);
    }

    private static int Index(double value)
    {
        if (!(value > 0) || value < Math.ScaleB(1, LowestExponent))
        {
            return 0;
        }

        var exponent = Math.ILogB(value);
        if (exponent >= HighestExponent)
        {
            return ((HighestExponent - LowestExponent) * PerOctave) - 1;
        }

        var within = (int)((Math.ScaleB(value, -exponent) - 1) * PerOctave);
        return ((exponent - LowestExponent) * PerOctave) + within;
    }

    private static double UpperBound(int index) =>
        Math.ScaleB(1 + (((index % PerOctave) + 1) / (double)PerOctave), LowestExponent + (index / PerOctave));
}
