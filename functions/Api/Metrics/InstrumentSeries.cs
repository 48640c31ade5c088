using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace TradingFunctions.Api.Metrics;

/// <summary>An instrument and its series; bounded, because tags come from outside too.</summary>
internal sealed class InstrumentSeries
{
    /// <summary>Series of one instrument; what comes after is counted together.</summary>
    public const int MaxSeries = 500;

    private const string Overflow = "(other)";

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly ConcurrentDictionary<string[], Series> series;
    private readonly ConcurrentDictionary<string[], Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> byTags;
    private readonly SeriesTags tags;
    private readonly IReadOnlyList<double>? bounds;
    private readonly bool adds;

    /// <param name="instrument">What is measured.</param>
    /// <param name="kept">Names of tags that tell series apart; null keeps all.</param>
    public InstrumentSeries(Instrument instrument, string[]? kept)
    {
        Instrument = instrument;
        tags = new SeriesTags(kept);
        series = new ConcurrentDictionary<string[], Series>(tags);
        byTags = series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        Kind = KindOf(instrument);
        bounds = Kind == "histogram" ? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? DefaultBounds : null;
        adds = !instrument.IsObservable && Kind is "counter" or "updown";
    }

    public Instrument Instrument { get; }

    /// <summary>counter, updown, gauge or histogram.</summary>
    public string Kind { get; }

    /// <summary>Names of the tags, in the order of each series' values.</summary>
    public string[] TagNames => tags.Names ?? [];

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> measured)
    {
        if (byTags.TryGetValue(measured, out var known))
        {
            known.Record(value);
            return;
        }

        var values = tags.Create(measured);
        if (series.Count >= MaxSeries)
        {
            Array.Fill(values, Overflow);
        }

        series.GetOrAdd(values, key => new Series(key, bounds, adds)).Record(value);
    }

    public void Clear() => series.Clear();

    public IEnumerable<SeriesReading> Read() => series.Values.Select(one => one.Read()).OrderBy(reading => string.Join('\0', reading.Tags), StringComparer.Ordinal);

    public IEnumerable<SeriesRow> Rows() => Read().Select(reading => new SeriesRow(TagNames, reading));

    private static string KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.Contains("UpDown", StringComparison.Ordinal) ? "updown"
            : type.Contains("Counter", StringComparison.Ordinal) ? "counter"
            : "gauge";
    }
}
