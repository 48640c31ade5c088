using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Learning;

/// <summary>Samples of many symbols in the order of their times: features at a bar's end, and whether the price stood higher some bars later.</summary>
public sealed class TrainingSet
{
    private readonly double[] features;

    private TrainingSet(int horizon, double[] features, bool[] labels, long[] times, long[] known)
    {
        (Horizon, this.features, Labels, Times, Known) = (horizon, features, labels, times, known);
    }

    /// <summary>Bars between a sample and its answer.</summary>
    public int Horizon { get; }

    public int Count => Labels.Length;

    /// <summary>Features of a sample.</summary>
    public static int Width => BarFeatures.Names.Count;

    /// <summary>Whether the close was higher <see cref="Horizon"/> bars later.</summary>
    public bool[] Labels { get; }

    /// <summary>End of each sample's bar, UTC ticks, ascending.</summary>
    public long[] Times { get; }

    /// <summary>When each answer was known, UTC ticks.</summary>
    public long[] Known { get; }

    public ReadOnlySpan<double> Features(int sample) => features.AsSpan(sample * Width, Width);

    /// <summary>Every bar of every series that has a past and an answer.</summary>
    /// <param name="horizon">Bars ahead, 1 to 250.</param>
    /// <param name="untilUtc">Answers known later are left out.</param>
    public static TrainingSet Of(IReadOnlyList<BarSeries> series, int horizon, DateTime untilUtc)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizon, 250);
        var samples = new List<(long Time, int Series, long Known, bool Label, double[] Features)>();
        for (var number = 0; number < series.Count; number++)
        {
            var bars = series[number];
            for (var i = BarFeatures.RequiredBars - 1; i + horizon < bars.Count; i++)
            {
                var known = bars.EndUtc(i + horizon);
                if (known > untilUtc)
                {
                    break;
                }

                var row = new double[Width];
                var end = bars.EndUtc(i);
                if (BarFeatures.TryRead(bars.WindowAt(end, BarFeatures.RequiredBars), row))
                {
                    samples.Add((end.Ticks, number, known.Ticks, bars[i + horizon].Close > bars[i].Close, row));
                }
            }
        }

        return Of(horizon, samples.OrderBy(sample => sample.Time).ThenBy(sample => sample.Series).ToArray());
    }

    /// <summary>The same samples with their answers dealt out anew: what a model must not learn anything from.</summary>
    public TrainingSet Shuffled(int seed)
    {
        var random = new Pcg(seed);
        var labels = (bool[])Labels.Clone();
        for (var i = labels.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (labels[i], labels[j]) = (labels[j], labels[i]);
        }

        return new TrainingSet(Horizon, features, labels, Times, Known);
    }

    private static TrainingSet Of(int horizon, (long Time, int Series, long Known, bool Label, double[] Features)[] samples)
    {
        var flat = new double[samples.Length * Width];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i].Features.CopyTo(flat, i * Width);
        }

        return new TrainingSet(
            horizon,
            flat,
            Array.ConvertAll(samples, sample => sample.Label),
            Array.ConvertAll(samples, sample => sample.Time),
            Array.ConvertAll(samples, sample => sample.Known));
    }

    /// <summary>Seeded numbers that are the same on every machine (O'Neill, "PCG", 2014, XSH-RR 64/32).</summary>
    private sealed class Pcg(int seed)
    {
        private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) | 1;

        /// <summary>0 to <paramref name="below"/> - 1.</summary>
        public int Next(int below)
        {
            unchecked
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;
                var mixed = (uint)(((state >> 18) ^ state) >> 27);
                var number = uint.RotateRight(mixed, (int)(state >> 59));
                return (int)(((ulong)number * (uint)below) >> 32);
            }
        }
    }
}
