namespace TradingFunctions.Domain.Market;

/// <summary>A run of consecutive bars of one symbol, oldest first. Spans are valid until the next call that appends.</summary>
public readonly struct BarWindow
{
    private readonly BarSeries? series;
    private readonly int from;
    private readonly int to;

    internal BarWindow(BarSeries series, int from, int to) => (this.series, this.from, this.to) = (series, from, to);

    public static BarWindow Empty => default;

    public int Count => to - from;

    public bool IsEmpty => to == from;

    /// <summary>Bar <paramref name="index"/>, 0 the oldest.</summary>
    public Bar this[int index] => Series[from + index];

    /// <summary>The newest bar.</summary>
    public Bar Last => Series[to - 1];

    /// <summary>The oldest <paramref name="bars"/> of the window, of these at most the newest <paramref name="max"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public BarWindow First(int bars, int max = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bars);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bars, Count);
        return series is null ? this : new BarWindow(series, from + Math.Max(0, bars - Math.Min(bars, max)), from + bars);
    }

    public ReadOnlySpan<long> StartTicks => series is null ? default : series.StartTicks(from, to);

    public ReadOnlySpan<long> EndTicks => series is null ? default : series.EndTicks(from, to);

    public ReadOnlySpan<double> Opens => series is null ? default : series.Opens(from, to);

    public ReadOnlySpan<double> Highs => series is null ? default : series.Highs(from, to);

    public ReadOnlySpan<double> Lows => series is null ? default : series.Lows(from, to);

    public ReadOnlySpan<double> Closes => series is null ? default : series.Closes(from, to);

    public ReadOnlySpan<double> Volumes => series is null ? default : series.Volumes(from, to);

    public ReadOnlySpan<double> Bids => series is null ? default : series.Bids(from, to);

    public ReadOnlySpan<double> Asks => series is null ? default : series.Asks(from, to);

    private BarSeries Series => series ?? throw new InvalidOperationException("The window is empty.");
}
