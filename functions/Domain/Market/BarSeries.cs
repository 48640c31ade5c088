namespace TradingFunctions.Domain.Market;

/// <summary>The bars of one symbol in time order, column by column, so that kernels run over plain arrays.</summary>
/// <remarks>Appending is for one writer; a reader holds a <see cref="BarWindow"/> over what existed when it asked.</remarks>
public sealed class BarSeries(Symbol symbol, int capacity = 64)
{
    private long[] starts = new long[capacity];
    private long[] ends = new long[capacity];
    private double[] opens = new double[capacity];
    private double[] highs = new double[capacity];
    private double[] lows = new double[capacity];
    private double[] closes = new double[capacity];
    private double[] volumes = new double[capacity];
    private double[] bids = new double[capacity];
    private double[] asks = new double[capacity];
    private volatile int count;

    /// <summary>The last answer of <see cref="CountAt"/>: askers mostly go forward in time, bar by bar. Only ever a guess.</summary>
    private int recent;

    public Symbol Symbol { get; } = symbol;

    public int Count => count;

    /// <summary>Appends a bar.</summary>
    /// <exception cref="ArgumentException">The bar ends no later than the last one.</exception>
    public void Append(in Bar bar)
    {
        var n = count;
        if (n > 0 && bar.EndUtc.Ticks <= ends[n - 1])
        {
            throw new ArgumentException($"{Symbol}: the bar ending {bar.EndUtc:O} is not after {new DateTime(ends[n - 1], DateTimeKind.Utc):O}.", nameof(bar));
        }

        if (n == ends.Length)
        {
            Grow(n * 2);
        }

        starts[n] = bar.StartUtc.Ticks;
        ends[n] = bar.EndUtc.Ticks;
        opens[n] = bar.Open;
        highs[n] = bar.High;
        lows[n] = bar.Low;
        closes[n] = bar.Close;
        volumes[n] = bar.Volume;
        bids[n] = bar.Bid;
        asks[n] = bar.Ask;
        count = n + 1;
    }

    public Bar this[int index] => index < count
        ? new Bar(new DateTime(starts[index], DateTimeKind.Utc), new DateTime(ends[index], DateTimeKind.Utc), opens[index], highs[index], lows[index], closes[index], volumes[index], bids[index], asks[index])
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>End of bar <paramref name="index"/>, UTC.</summary>
    public DateTime EndUtc(int index) => new(ends[index], DateTimeKind.Utc);

    /// <summary>Number of bars that have ended at <paramref name="asOfUtc"/> or before.</summary>
    public int CountAt(DateTime asOfUtc)
    {
        var n = count;
        if (n == 0 || ends[n - 1] <= asOfUtc.Ticks)
        {
            return n;
        }

        var guess = recent;
        if (IsCount(guess, n, asOfUtc.Ticks))
        {
            return guess;
        }

        if (!IsCount(++guess, n, asOfUtc.Ticks))
        {
            var at = Array.BinarySearch(ends, 0, n, asOfUtc.Ticks);
            guess = at >= 0 ? at + 1 : ~at;
        }

        return recent = guess;
    }

    private bool IsCount(int guess, int n, long ticks) => guess < n && ends[guess] > ticks && (guess == 0 || ends[guess - 1] <= ticks);

    /// <summary>The bars known at <paramref name="asOfUtc"/>, at most the last <paramref name="max"/>.</summary>
    public BarWindow WindowAt(DateTime asOfUtc, int max = int.MaxValue)
    {
        var end = CountAt(asOfUtc);
        return new BarWindow(this, Math.Max(0, end - Math.Min(end, max)), end);
    }

    /// <summary>The first <paramref name="bars"/> bars, at most the last <paramref name="max"/> of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public BarWindow WindowOf(int bars, int max = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bars);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bars, count);
        return new BarWindow(this, Math.Max(0, bars - Math.Min(bars, max)), bars);
    }

    internal ReadOnlySpan<long> StartTicks(int from, int to) => starts.AsSpan(from, to - from);

    internal ReadOnlySpan<long> EndTicks(int from, int to) => ends.AsSpan(from, to - from);

    internal ReadOnlySpan<double> Opens(int from, int to) => opens.AsSpan(from, to - from);

    internal ReadOnlySpan<double> Highs(int from, int to) => highs.AsSpan(from, to - from);

    internal ReadOnlySpan<double> Lows(int from, int to) => lows.AsSpan(from, to - from);

    internal ReadOnlySpan<double> Closes(int from, int to) => closes.AsSpan(from, to - from);

    internal ReadOnlySpan<double> Volumes(int from, int to) => volumes.AsSpan(from, to - from);

    internal ReadOnlySpan<double> Bids(int from, int to) => bids.AsSpan(from, to - from);

    internal ReadOnlySpan<double> Asks(int from, int to) => asks.AsSpan(from, to - from);

    private void Grow(int size)
    {
        Array.Resize(ref starts, size);
        Array.Resize(ref opens, size);
        Array.Resize(ref highs, size);
        Array.Resize(ref lows, size);
        Array.Resize(ref closes, size);
        Array.Resize(ref volumes, size);
        Array.Resize(ref bids, size);
        Array.Resize(ref asks, size);
        Array.Resize(ref ends, size);
    }
}
