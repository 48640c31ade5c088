using System.Text.Json.Nodes;

namespace TradingFunctions.Local.Cli.Output;

/// <summary>Prints JSON answers for people.</summary>
internal static class Tables
{
    /// <summary>One line per item, columns aligned, numbers to the right.</summary>
    public static void Print(TextWriter output, JsonNode? answer, string nothing, params Column[] columns)
    {
        var items = answer?["items"]?.AsArray() ?? [];
        if (items.Count == 0)
        {
            output.WriteLine(nothing);
            return;
        }

        var right = Array.ConvertAll(columns, c => items.Any(c.IsNumber));
        string[][] rows = [Array.ConvertAll(columns, c => c.Title), .. items.Select(item => Array.ConvertAll(columns, c => c.Text(item)))];
        var widths = columns.Select((_, i) => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
        }

        if (answer?["next"]?.GetValue<string>() is { } next)
        {
            output.WriteLine($"There is more: --after {next}");
        }
    }

    /// <summary>One line per member: its name and its value.</summary>
    public static void PrintMembers(TextWriter output, JsonNode? answer)
    {
        if (answer is not JsonObject members)
        {
            output.WriteLine(answer?.ToJsonString() ?? "done");
            return;
        }

        var width = members.Max(m => m.Key.Length);
        foreach (var (name, value) in members)
        {
            output.WriteLine($"{name.PadRight(width)}  {new Column(name, name).Text(members)}".TrimEnd());
        }
    }
}
