using System.Net;
using System.Text;

namespace TradingFunctions.Pipeline.Analysis.Reporting;

/// <summary>The report as one page that needs nothing else: no script, no network, plots inline.</summary>
internal static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1a1d21; --soft: #667; --line: #d5d9de; --paper: #fff; --mark: #2563eb; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #98a0aa; --line: #343a42; --paper: #15181c; --mark: #7aa2ff; } }
        body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; } figure { margin: 0; } figcaption { color: var(--soft); }
        svg { width: 100%; height: auto; font-size: 11px; } svg text { fill: var(--soft); } svg .right { text-anchor: end; }
        .bar, .dot { fill: var(--mark); } .dot { fill-opacity: .6; } .line { fill: none; stroke: var(--mark); stroke-width: 2; } .axis { fill: none; stroke: var(--line); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: right; }
        th { color: var(--soft); font-weight: 500; } td:first-child, th:first-child, td:nth-child(2), th:nth-child(2) { text-align: left; }
        """;

    public static string Write(AnalysisSummary summary, Comparison comparison, AnalysisPlot[] plots)
    {
        var page = new StringBuilder($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Html(summary.Name)}</title><style>{Style}</style></head><body>
            <h1>{Html(summary.Name)}</h1>
            <dl>

            """);
        foreach (var (name, value) in ReportText.Facts(summary))
        {
            page.Append($"<dt>{name}</dt><dd>{Html(value)}</dd>\n");
        }

        page.Append("</dl>\n<div class=\"plots\">\n");
        foreach (var plot in plots)
        {
            page.Append(plot.Figure);
        }

        page.Append("</div>\n");
        foreach (var (title, columns, rows) in ReportText.Tables(summary, comparison))
        {
            page.Append($"<h2>{Html(title)}</h2>\n<div class=\"wide\"><table><thead><tr>{Cells("th", columns)}</tr></thead><tbody>\n");
            foreach (var row in rows)
            {
                page.Append($"<tr>{Cells("td", row)}</tr>\n");
            }

            page.Append("</tbody></table></div>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static string Cells(string tag, IEnumerable<string> texts) => string.Concat(texts.Select(text => $"<{tag}>{Html(text)}</{tag}>"));

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
