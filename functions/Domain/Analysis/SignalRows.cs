namespace TradingFunctions.Domain.Analysis;

/// <summary>Where a kernel writes what it finds: one entry a price, all as long as the rows asked for.</summary>
/// <param name="changes">p(t)/p(t-1) - 1 in double arithmetic; NaN for the first price, which has none before it.</param>
/// <param name="signals"><see cref="PriceSignal.Buy"/>, <see cref="PriceSignal.Sell"/> or <see cref="PriceSignal.Hold"/>.</param>
/// <param name="qualities"><see cref="PriceSignal.Good"/>, <see cref="PriceSignal.Bad"/> or <see cref="PriceSignal.Neutral"/>.</param>
public readonly ref struct SignalRows(Span<double> changes, Span<sbyte> signals, Span<sbyte> qualities)
{
    public Span<double> Changes { get; } = changes;

    public Span<sbyte> Signals { get; } = signals;

    public Span<sbyte> Qualities { get; } = qualities;

    public SignalRows Slice(int start, int length) => new(Changes.Slice(start, length), Signals.Slice(start, length), Qualities.Slice(start, length));
}
