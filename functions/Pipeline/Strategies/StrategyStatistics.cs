using System.Numerics;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>How long evaluations of a strategy took since the host started. Microseconds.</summary>
/// <param name="P50">Upper bound of the bucket that half of them are in or below; buckets are powers of two.</param>
/// <param name="P99">The same for 99 of 100.</param>
public sealed record EvaluationTimes(long Evaluations, double P50, double P99, double Max);

/// <summary>Counts evaluations by their time; from several threads at once.</summary>
public sealed class StrategyStatistics
{
    private const int Buckets = 40;
    private const double NanosecondsPerMicrosecond = 1000;

    // Bucket n: from 2^(n-1) up to 2^n nanoseconds.
    private readonly long[] counts = new long[Buckets];
    private long longest;

    public void Add(TimeSpan time)
    {
        var nanoseconds = Math.Max(1, (long)time.TotalNanoseconds);
        Interlocked.Increment(ref counts[Math.Min(Buckets - 1, 64 - BitOperations.LeadingZeroCount((ulong)nanoseconds))]);
        for (var before = Interlocked.Read(ref longest); nanoseconds > before;)
        {
            var seen = Interlocked.CompareExchange(ref longest, nanoseconds, before);
            if (seen == before)
            {
                return;
            }

            before = seen;
        }
    }

    public EvaluationTimes Read()
    {
        var now = new long[Buckets];
        for (var i = 0; i < Buckets; i++)
        {
            now[i] = Interlocked.Read(ref counts[i]);
        }

        var total = now.Sum();
        var max = Interlocked.Read(ref longest) / NanosecondsPerMicrosecond;
        return new EvaluationTimes(total, Math.Min(max, Quantile(now, total, 0.5)), Math.Min(max, Quantile(now, total, 0.99)), max);
    }

    private static double Quantile(long[] counts, long total, double share)
    {
        var left = (long)Math.Ceiling(total * share);
        for (var i = 0; i < counts.Length; i++)
        {
            left -= counts[i];
            if (left <= 0)
            {
                return total == 0 ? 0 : (1L << i) / NanosecondsPerMicrosecond;
            }
        }

        return double.PositiveInfinity;
    }
}
