using System.Text;

namespace TradingFunctions.Pipeline.Analysis.Reporting;

/// <summary>The report as Markdown, with the plots in files beside it.</summary>
internal static class MarkdownReport
{
    public static string Write(AnalysisSummary summary, Comparison comparison, AnalysisPlot[] plots)
    {
        var text = new StringBuilder($"# {Escape(summary.Name)}\n\n");
        foreach (var (name, value) in ReportText.Facts(summary))
        {
            text.Append($"- {name}: {Escape(value)}\n");
        }

        foreach (var plot in plots)
        {
            text.Append($"\n![{Escape(plot.Title)}]({plot.File})\n");
        }

        foreach (var (title, columns, rows) in ReportText.Tables(summary, comparison))
        {
            text.Append($"\n## {title}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => " --- |"))}\n");
            foreach (var row in rows)
            {
                text.Append($"| {string.Join(" | ", row.Select(Escape))} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Foreign text must not become markup.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '<' or '>' or '#' or '&')
            {
                escaped.Append('\\');
            }

            escaped.Append(char.IsControl(c) ? ' ' : c);
        }

        return escaped.ToString();
    }
}
