namespace TradingFunctions.Infra.Simulation.LiveMarket;

/// <summary>Random numbers as a pure function of a key: the same seed, symbol, day and minute give the same number in every process.</summary>
internal static class KeyedNoise
{
    /// <summary>FNV-1a of the text: stable, unlike its hash code.</summary>
    public static ulong Key(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return hash;
    }

    /// <summary>Uniform in (0, 1).</summary>
    public static double Uniform(ulong key, int day, int minute, int purpose)
    {
        var mixed = Mix(unchecked(key + ((ulong)day * 0x9E3779B97F4A7C15UL)));
        mixed = Mix(unchecked(mixed + ((ulong)minute * 0xBF58476D1CE4E5B9UL) + (ulong)purpose));
        return ((mixed >> 11) + 0.5) / (1UL << 53);
    }

    /// <summary>Standard normal, by Box and Muller's transformation.</summary>
    public static double Normal(ulong key, int day, int minute, int purpose) =>
        Math.Sqrt(-2 * Math.Log(Uniform(key, day, minute, purpose))) * Math.Cos(2 * Math.PI * Uniform(key, day, minute, purpose + 1));

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong x) => unchecked(Finish((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL));

    private static ulong Finish(ulong x) => unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL) ^ (x >> 31);
}
