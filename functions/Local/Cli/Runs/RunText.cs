using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Output;
using TradingFunctions.Pipeline.Reporting;

namespace TradingFunctions.Local.Cli.Runs;

/// <summary>Runs for people.</summary>
internal static class RunText
{
    private static readonly string[] Groups = ["parameters", "metrics"];

    public static void PrintOne(TextWriter output, JsonNode? run)
    {
        var rest = run!.DeepClone().AsObject();
        foreach (var group in Groups)
        {
            rest.Remove(group);
        }

        Tables.PrintMembers(output, rest);
        foreach (var group in Groups)
        {
            if (run[group] is JsonObject { Count: > 0 } members)
            {
                output.WriteLine();
                output.WriteLine($"{group}:");
                Tables.PrintMembers(output, members);
            }
        }
    }

    /// <summary>One line per parameter that differs and per metric, one column per run.</summary>
    public static void PrintComparison(TextWriter output, JsonNode? comparison)
    {
        var runs = comparison!["runs"]!.AsArray();
        Column[] columns = [new("", "name"), .. runs.Select((run, i) => new Column(run!["id"]!.GetValue<string>(), $"v{i}"))];
        Tables.Print(output, Rows(comparison, onlyDifferent: true), "Nothing differs.", columns);
    }

    public static string ComparisonPage(JsonNode comparison)
    {
        var runs = comparison["runs"]!.AsArray();
        var page = new ReportPage("Runs compared").Table(
            ["run", "kind", "name", "status", "created", "tags"],
            runs.Select(run => (IEnumerable<string>)[.. ((string[])["id", "kind", "name", "status", "createdUtc", "tags"]).Select(name => new Column(name, name).Text(run))]));
        IEnumerable<string> heads = ["", .. runs.Select(run => run!["id"]!.GetValue<string>())];
        var rows = Rows(comparison, onlyDifferent: false)["items"]!.AsArray();
        foreach (var (title, isMetric) in (ReadOnlySpan<(string, bool)>)[("Parameters", false), ("Metrics", true)])
        {
            page.Heading(title).Table(
                heads,
                rows.Where(row => row!["isMetric"]!.GetValue<bool>() == isMetric).Select(row => (IEnumerable<(string, string?)>)
                    [(row!["name"]!.GetValue<string>(), null), .. runs.Select((_, i) => (new Column("", $"v{i}").Text(row), Mark(row, i)))]));
        }

        return page.Note("The best run by a metric, and parameters that differ, are marked.").ToString();
    }

    private static string? Mark(JsonNode row, int run) => row["marked"]!.AsArray().Any(marked => marked!.GetValue<int>() == run) ? "up" : null;

    /// <summary>The comparison as rows of a table: a member <c>v0</c>, <c>v1</c>, ... per run.</summary>
    private static JsonObject Rows(JsonNode comparison, bool onlyDifferent)
    {
        var ids = comparison["runs"]!.AsArray().Select(run => run!["id"]!.GetValue<string>()).ToArray();
        var rows = new JsonArray();
        foreach (var parameter in comparison["parameters"]!.AsArray())
        {
            var differs = parameter!["differs"]!.GetValue<bool>();
            if (differs || !onlyDifferent)
            {
                rows.Add(Row(parameter, isMetric: false, value => value, differs ? [.. Enumerable.Range(0, ids.Length)] : []));
            }
        }

        foreach (var metric in comparison["metrics"]!.AsArray())
        {
            var best = Array.IndexOf(ids, metric!["best"]?.GetValue<string>());
            rows.Add(Row(metric, isMetric: true, Rounded, best < 0 ? [] : [best]));
        }

        return new JsonObject { ["items"] = rows };
    }

    private static JsonObject Row(JsonNode compared, bool isMetric, Func<JsonNode?, JsonNode?> shown, int[] marked)
    {
        var row = new JsonObject { ["name"] = compared["name"]!.DeepClone(), ["isMetric"] = isMetric, ["marked"] = new JsonArray([.. marked.Select(i => (JsonNode)i)]) };
        foreach (var (value, i) in compared["values"]!.AsArray().Select((value, i) => (value, i)))
        {
            row[$"v{i}"] = shown(value?.DeepClone());
        }

        return row;
    }

    private static JsonNode? Rounded(JsonNode? value) => value is null ? null : JsonValue.Create(value.GetValue<double>().ToString("G6", CultureInfo.InvariantCulture));
}
