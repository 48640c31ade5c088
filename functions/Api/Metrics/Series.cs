namespace TradingFunctions.Api.Metrics;

/// <summary>One series at one moment.</summary>
/// <param name="Tags">Values of the instrument's tags, in their order.</param>
/// <param name="Value">Sum of a counter, last value of a gauge, sum of a histogram.</param>
internal sealed record SeriesReading(string[] Tags, double Value, Distribution? Distribution);

/// <summary>A series with its tags by name.</summary>
internal sealed record SeriesRow(string[] Names, SeriesReading Reading)
{
    /// <summary>Empty where the series has no such tag.</summary>
    public string this[string tag] => Array.IndexOf(Names, tag) is >= 0 and var i ? Reading.Tags[i] : string.Empty;
}

/// <summary>The measurements of an instrument that have the same tags.</summary>
internal sealed class Series(string[] tags, IReadOnlyList<double>? bounds, bool adds)
{
    private readonly Lock gate = new();
    private readonly Distribution? distribution = bounds is null ? null : new Distribution(bounds);
    private double value;

    public void Record(double measured)
    {
        lock (gate)
        {
            if (distribution is not null)
            {
                distribution.Add(measured);
            }
            else
            {
                value = adds ? value + measured : measured;
            }
        }
    }

    public SeriesReading Read()
    {
        lock (gate)
        {
            return new SeriesReading(tags, distribution?.Sum ?? value, distribution?.Copy());
        }
    }
}
