namespace TradingFunctions.Infra.Simulation;

/// <summary>Randomness without state: the same key gives the same number in every process. FNV-1a over the key, finished by SplitMix64 (Steele, Lea and Flood, 2014).</summary>
internal readonly struct KeyedHash
{
    private const ulong FnvPrime = 0x100000001B3;
    private readonly ulong state;

    private KeyedHash(ulong state) => this.state = state;

    public static KeyedHash Of(long seed) => new KeyedHash(0xCBF29CE484222325).Add(seed);

    public KeyedHash Add(long value)
    {
        var hash = state;
        for (var i = 0; i < 64; i += 8)
        {
            hash = unchecked((hash ^ ((ulong)(value >> i) & 0xFF)) * FnvPrime);
        }

        return new KeyedHash(hash);
    }

    public KeyedHash Add(string text)
    {
        var hash = state;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * FnvPrime);
        }

        return new KeyedHash(unchecked((hash ^ 0xFF) * FnvPrime));
    }

    public ulong Value
    {
        get
        {
            unchecked
            {
                var z = state + 0x9E3779B97F4A7C15;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                return z ^ (z >> 31);
            }
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit => (Value >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal: Box-Muller over two numbers of the key.</summary>
    public double Normal
    {
        get
        {
            var (first, second) = (1 - Add(1).Unit, Add(2).Unit);
            return Math.Sqrt(-2 * Math.Log(first)) * Math.Cos(2 * Math.PI * second);
        }
    }
}
