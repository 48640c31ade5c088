using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace TradingFunctions.Pipeline.Reporting;

/// <summary>Plots as SVG text for a page: no script, no style of their own but the page's classes.</summary>
public static class SvgPlot
{
    private const int Width = 640;
    private const int Height = 240;
    private const int Left = 56;
    private const int Right = 16;
    private const int Top = 16;
    private const int Bottom = 36;
    private const int Bins = 25;
    private const int BarHeight = 18;

    /// <summary>What a page gives to plots within it, for one that stands alone; white, since what shows it may be dark.</summary>
    private const string Style =
        "<style>svg{font:11px system-ui,sans-serif}text{fill:#667}.right{text-anchor:end}.bar,.dot{fill:#2563eb}.dot{fill-opacity:.6}.line{fill:none;stroke:#2563eb;stroke-width:2}.axis{fill:none;stroke:#d5d9de}</style>";

    /// <summary>A figure as a file of its own, with the title inside.</summary>
    /// <param name="figure">As one of the other members made it.</param>
    public static string Document(string figure)
    {
        const string begin = "<svg ";
        const string end = "</svg>";
        var from = figure.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var text = $"<svg xmlns=\"http://www.w3.org/2000/svg\" {figure[from..(figure.LastIndexOf(end, StringComparison.Ordinal) + end.Length)]}\n".ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            // A page forgives what XML does not.
            text[i] = XmlConvert.IsXmlChar(text[i]) ? text[i] : ' ';
        }

        var svg = new string(text);
        return svg.Insert(svg.IndexOf('>', StringComparison.Ordinal) + 1, $"{Style}<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    }

    /// <summary>How often values fall into each of 25 equal bins between the least and the greatest.</summary>
    public static string Histogram(string title, IReadOnlyList<double> values, string format)
    {
        var (least, greatest) = (values.Min(), values.Max());
        var counts = new int[Bins];
        foreach (var value in values)
        {
            counts[greatest > least ? Math.Min(Bins - 1, (int)((value - least) / (greatest - least) * Bins)) : Bins / 2]++;
        }

        var up = new PlotScale(0, counts.Max(), Height - Bottom, Top);
        var svg = Begin(title, Height);
        const double wide = (double)(Width - Left - Right) / Bins;
        for (var i = 0; i < Bins; i++)
        {
            var y = up.At(counts[i]);
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="bar" x="{Left + (i * wide) + 1:0.#}" y="{y:0.#}" width="{wide - 2:0.#}" height="{Height - Bottom - y:0.#}"/>""");
        }

        Axis(svg, Text(least, format), Text(greatest, format), "0", Text(counts.Max(), "0"));
        return End(svg);
    }

    /// <summary>Values in their order, joined by a line; a missing one is left out.</summary>
    public static string Line(string title, IReadOnlyList<double?> values, string first, string last, string format)
    {
        var known = values.Where(v => v is not null).Select(v => v!.Value).DefaultIfEmpty(0).ToArray();
        var (least, greatest) = (known.Min(), known.Max());
        var across = new PlotScale(0, Math.Max(1, values.Count - 1), Left, Width - Right);
        var up = new PlotScale(least, greatest, Height - Bottom, Top);
        var svg = Begin(title, Height);
        svg.Append("<polyline class=\"line\" points=\"");
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                svg.Append(CultureInfo.InvariantCulture, $"{across.At(i):0.#},{up.At(value):0.#} ");
            }
        }

        svg.Append("\"/>");
        Axis(svg, first, last, Text(least, format), Text(greatest, format));
        return End(svg);
    }

    /// <summary>One point per pair.</summary>
    public static string Scatter(string title, IReadOnlyList<(double X, double Y, string Name)> points, string format)
    {
        var (left, right) = (points.Min(p => p.X), points.Max(p => p.X));
        var (low, high) = (points.Min(p => p.Y), points.Max(p => p.Y));
        var across = new PlotScale(left, right, Left, Width - Right);
        var up = new PlotScale(low, high, Height - Bottom, Top);
        var svg = Begin(title, Height);
        foreach (var (x, y, name) in points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<circle class="dot" cx="{across.At(x):0.#}" cy="{up.At(y):0.#}" r="3"><title>{Html(name)}</title></circle>""");
        }

        Axis(svg, Text(left, format), Text(right, format), Text(low, format), Text(high, format));
        return End(svg);
    }

    /// <summary>One horizontal bar per value from 0, with its name before and its number behind it.</summary>
    public static string Bars(string title, IReadOnlyList<(string Name, double Value)> values, string format)
    {
        const int names = 140;
        var across = new PlotScale(0, Math.Max(double.Epsilon, values.Max(v => v.Value)), 0, Width - names - 72);
        var svg = Begin(title, (values.Count * BarHeight) + 8);
        for (var i = 0; i < values.Count; i++)
        {
            var (name, value) = values[i];
            var (y, wide) = ((i * BarHeight) + 4, across.At(value));
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="right" x="{names - 6}" y="{y + 12}">{Html(name.Length <= 20 ? name : name[..19] + "…")}</text>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="bar" x="{names}" y="{y}" width="{wide:0.#}" height="{BarHeight - 4}"/><text x="{names + wide + 4:0.#}" y="{y + 12}">{Text(value, format)}</text>""");
        }

        return End(svg);
    }

    private static StringBuilder Begin(string title, int height) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"""<figure><figcaption>{Html(title)}</figcaption><svg viewBox="0 0 {Width} {height}" role="img" aria-label="{Html(title)}">""");

    private static string End(StringBuilder svg) => svg.Append("</svg></figure>\n").ToString();

    private static void Axis(StringBuilder svg, string left, string right, string low, string high) => svg
        .Append(CultureInfo.InvariantCulture, $"""<path class="axis" d="M{Left} {Top}V{Height - Bottom}H{Width - Right}"/>""")
        .Append(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="{Height - Bottom + 18}">{Html(left)}</text><text class="right" x="{Width - Right}" y="{Height - Bottom + 18}">{Html(right)}</text>""")
        .Append(CultureInfo.InvariantCulture, $"""<text class="right" x="{Left - 6}" y="{Height - Bottom}">{Html(low)}</text><text class="right" x="{Left - 6}" y="{Top + 8}">{Html(high)}</text>""");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
