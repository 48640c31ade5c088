using System.Globalization;
using System.Text;

namespace TradingFunctions.Api.Metrics;

/// <summary>Writes all series in Prometheus' text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<InstrumentSeries> instruments)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var instrument in instruments)
        {
            // What has not happened yet is listed too: a rule on it is then known to name something.
            var readings = instrument.Read().ToArray();
            var name = NameOf(instrument);
            text.Append("# HELP ").Append(name).Append(' ').Append((instrument.Instrument.Description ?? string.Empty).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(instrument.Kind == "updown" ? "gauge" : instrument.Kind).Append('\n');
            foreach (var reading in readings)
            {
                Write(text, name, Labels(instrument.TagNames, reading.Tags), reading);
            }
        }

        return text.ToString();
    }

    /// <summary>The name with its unit, as OpenTelemetry's rules for Prometheus have it: a counter ends in <c>_total</c>.</summary>
    internal static string NameOf(InstrumentSeries instrument)
    {
        var name = Sanitized(instrument.Instrument.Name);
        var unit = instrument.Instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "USD" => "_usd",
            _ => string.Empty,
        };
        name = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return instrument.Kind == "counter" ? name + "_total" : name;
    }

    private static void Write(StringBuilder text, string name, string labels, SeriesReading reading)
    {
        if (reading.Distribution is not { } distribution)
        {
            Line(text, name, labels, Number(reading.Value));
            return;
        }

        long cumulative = 0;
        for (var i = 0; i < distribution.Counts.Length; i++)
        {
            cumulative += distribution.Counts[i];
            var bound = i < distribution.Bounds.Count ? Number(distribution.Bounds[i]) : "+Inf";
            Line(text, name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : string.Empty)}le=\"{bound}\"", cumulative.ToString(CultureInfo.InvariantCulture));
        }

        Line(text, name + "_sum", labels, Number(distribution.Sum));
        Line(text, name + "_count", labels, distribution.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static void Line(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value).Append('\n');
    }

    private static string Labels(string[] names, string[] values) =>
        string.Join(',', names.Zip(values, (name, value) => $"{Sanitized(name)}=\"{Escaped(value)}\""));

    private static string Sanitized(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
