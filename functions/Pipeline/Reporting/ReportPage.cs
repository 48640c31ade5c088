using System.Net;
using System.Text;

namespace TradingFunctions.Pipeline.Reporting;

/// <summary>A report as one page that needs nothing else: no script, no network, plots inline; light and dark.</summary>
public sealed class ReportPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1a1d21; --soft: #596270; --line: #d5d9de; --paper: #fff; --mark: #2563eb; --up: #d6e4ff; --down: #ffe1cc; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #98a0aa; --line: #343a42; --paper: #15181c; --mark: #7aa2ff; --up: #1d3461; --down: #5a3312; } }
        body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; } figure { margin: 0; } figcaption { color: var(--soft); }
        svg { width: 100%; height: auto; font-size: 11px; } svg text { fill: var(--soft); } svg .right { text-anchor: end; }
        .bar, .dot { fill: var(--mark); } .dot { fill-opacity: .6; } .line { fill: none; stroke: var(--mark); stroke-width: 2; } .axis { fill: none; stroke: var(--line); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: right; }
        th { color: var(--soft); font-weight: 500; } td:first-child, th:first-child { text-align: left; } td:not(:first-child) { white-space: nowrap; } td.up { background: var(--up); } td.down { background: var(--down); }
        """;

    private readonly StringBuilder text = new();

    public ReportPage(string title)
    {
        text.Append($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Html(title)}</title><style>{Style}</style></head><body>
            <h1>{Html(title)}</h1>

            """);
    }

    public ReportPage Heading(string title)
    {
        text.Append($"<h2>{Html(title)}</h2>\n");
        return this;
    }

    public ReportPage Note(string sentence)
    {
        text.Append($"<p>{Html(sentence)}</p>\n");
        return this;
    }

    /// <summary>Names and values, a line each.</summary>
    public ReportPage Facts(IEnumerable<(string Name, string Value)> facts)
    {
        text.Append("<dl>\n");
        foreach (var (name, value) in facts)
        {
            text.Append($"<dt>{Html(name)}</dt><dd>{Html(value)}</dd>\n");
        }

        text.Append("</dl>\n");
        return this;
    }

    /// <param name="plots">What <see cref="SvgPlot"/> gives.</param>
    public ReportPage Plots(IEnumerable<string> plots)
    {
        text.Append("<div class=\"plots\">\n").AppendJoin(null, plots).Append("</div>\n");
        return this;
    }

    public ReportPage Table(IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows) =>
        Table(columns, rows.Select(row => row.Select(cell => (cell, Mark: (string?)null))));

    /// <param name="rows">Each cell with the class that colours it, <c>up</c> or <c>down</c>, or none.</param>
    public ReportPage Table(IEnumerable<string> columns, IEnumerable<IEnumerable<(string Text, string? Mark)>> rows)
    {
        text.Append("<div class=\"wide\"><table><thead><tr>");
        foreach (var column in columns)
        {
            text.Append($"<th scope=\"col\">{Html(column)}</th>");
        }

        text.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            text.Append("<tr>");
            foreach (var (cell, mark) in row)
            {
                text.Append(mark is null ? $"<td>{Html(cell)}</td>" : $"<td class=\"{mark}\">{Html(cell)}</td>");
            }

            text.Append("</tr>\n");
        }

        text.Append("</tbody></table></div>\n");
        return this;
    }

    public override string ToString() => text + "</body></html>\n";

    private static string Html(string value) => WebUtility.HtmlEncode(value);
}
