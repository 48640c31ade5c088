using System.Globalization;

namespace TradingFunctions.TestKit.Otlp;

/// <summary>Reads what an OTLP exporter posts. Field numbers are those of opentelemetry-proto 1.x.</summary>
public static class OtlpReader
{
    public static IEnumerable<OtlpSpan> Spans(ReadOnlySpan<byte> request)
    {
        var spans = new List<OtlpSpan>();
        foreach (var span in Descend(request, 1, 2, 2))
        {
            spans.Add(Span(span));
        }

        return spans;
    }

    /// <summary>Names of the metrics.</summary>
    public static IEnumerable<string> MetricNames(ReadOnlySpan<byte> request)
    {
        var names = new List<string>();
        foreach (var metric in Descend(request, 1, 2, 2))
        {
            var reader = new ProtoReader(metric);
            while (reader.Next())
            {
                if (reader.Field == 1)
                {
                    names.Add(reader.Text);
                }
            }
        }

        return names;
    }

    public static IEnumerable<OtlpLog> Logs(ReadOnlySpan<byte> request)
    {
        var logs = new List<OtlpLog>();
        foreach (var record in Descend(request, 1, 2, 2))
        {
            var (trace, body) = (string.Empty, string.Empty);
            var reader = new ProtoReader(record);
            while (reader.Next())
            {
                switch (reader.Field)
                {
                    case 5:
                        body = Value(reader.Bytes);
                        break;
                    case 9:
                        trace = Convert.ToHexStringLower(reader.Bytes);
                        break;
                }
            }

            logs.Add(new OtlpLog(trace, body));
        }

        return logs;
    }

    /// <summary>Messages at the end of a path of repeated fields.</summary>
    private static List<byte[]> Descend(ReadOnlySpan<byte> message, params ReadOnlySpan<int> path)
    {
        var found = new List<byte[]>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field != path[0])
            {
                continue;
            }

            if (path.Length == 1)
            {
                found.Add(reader.Bytes.ToArray());
            }
            else
            {
                found.AddRange(Descend(reader.Bytes, path[1..]));
            }
        }

        return found;
    }

    private static OtlpSpan Span(ReadOnlySpan<byte> message)
    {
        var (trace, id, parent, name) = (string.Empty, string.Empty, string.Empty, string.Empty);
        var (start, end) = (0ul, 0ul);
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var links = new List<string>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    trace = Convert.ToHexStringLower(reader.Bytes);
                    break;
                case 2:
                    id = Convert.ToHexStringLower(reader.Bytes);
                    break;
                case 4:
                    parent = Convert.ToHexStringLower(reader.Bytes);
                    break;
                case 5:
                    name = reader.Text;
                    break;
                case 7:
                    start = reader.Number;
                    break;
                case 8:
                    end = reader.Number;
                    break;
                case 9:
                    Attribute(reader.Bytes, attributes);
                    break;
                case 13:
                    var link = new ProtoReader(reader.Bytes);
                    while (link.Next())
                    {
                        if (link.Field == 1)
                        {
                            links.Add(Convert.ToHexStringLower(link.Bytes));
                        }
                    }

                    break;
            }
        }

        return new OtlpSpan(trace, id, parent, name, start, end, attributes, links);
    }

    private static void Attribute(ReadOnlySpan<byte> message, Dictionary<string, string> into)
    {
        var (key, value) = (string.Empty, string.Empty);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                key = reader.Text;
            }
            else if (reader.Field == 2)
            {
                value = Value(reader.Bytes);
            }
        }

        into[key] = value;
    }

    private static string Value(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        return !reader.Next() ? string.Empty : reader.Field switch
        {
            1 => reader.Text,
            2 => reader.Number == 0 ? "false" : "true",
            3 => ((long)reader.Number).ToString(CultureInfo.InvariantCulture),
            4 => reader.Double.ToString(CultureInfo.InvariantCulture),
            _ => string.Empty,
        };
    }
}
