using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Benchmarks.Reporting;

/// <summary>One figure: the median of its runs, with the smallest and the largest.</summary>
internal sealed record Row(string Benchmark, string Figure, string Unit, double Median, double Min, double Max, int Runs, string Note)
{
    public static Row Of(string benchmark, string figure, string unit, IEnumerable<double> values, string note = "")
    {
        var sorted = values.Order().ToArray();
        return new Row(benchmark, figure, unit, sorted[sorted.Length / 2], sorted[0], sorted[^1], sorted.Length, note);
    }
}

internal sealed record Results(Machine Machine, IReadOnlyList<Row> Rows);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Results))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>Prints rows as they come, or one JSON object at the end.</summary>
internal sealed class Report : IDisposable
{
    private readonly bool isJson;
    private readonly Machine machine;
    private readonly TextWriter output;
    private readonly List<Row> rows = [];

    public Report(bool isJson, Machine machine, TextWriter output)
    {
        (this.isJson, this.machine, this.output) = (isJson, machine, output);
        if (!isJson)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{machine.Cpu}, {machine.Cores} cores, {machine.Os}, {machine.Runtime}; commit {machine.Commit}; load {machine.Load}; {machine.AtUtc:u}; fsync p50 {machine.FsyncMilliseconds:F3} ms"));
            output.WriteLine("median (min..max) of warm runs");
        }
    }

    public void Add(Row row)
    {
        rows.Add(row);
        if (!isJson)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Benchmark,-10} {row.Figure,-46} {row.Median,12:N2} ({row.Min:N2}..{row.Max:N2}) {row.Unit}, {row.Runs} runs {row.Note}"));
        }
    }

    public void Dispose()
    {
        if (isJson)
            output.WriteLine(JsonSerializer.Serialize(new Results(machine, rows), ReportJson.Default.Results));
    }
}
