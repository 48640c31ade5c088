using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingFunctions.Local.Cli;

namespace TradingFunctions.Local.Tests.Analysis;

/// <summary>Small price tables, and the command line in this process.</summary>
internal static class AnalyzeBench
{
    /// <summary>A seeded table with gaps.</summary>
    public static string Write(TempFolder folder, string name = "prices.csv", int contracts = 12, int rows = 300, double gaps = 0.1)
    {
        var random = new Random(11);
        var prices = Enumerable.Range(0, contracts).Select(i => 50.0 + i).ToArray();
        var text = new StringBuilder("timestamp," + string.Join(',', Enumerable.Range(0, contracts).Select(i => $"C{i}")) + "\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(new DateTime(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc).AddMinutes(row).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            for (var i = 0; i < contracts; i++)
            {
                prices[i] *= 1 + ((random.NextDouble() - 0.5) * 0.02);
                text.Append(',').Append(random.NextDouble() < gaps ? string.Empty : prices[i].ToString("F2", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        File.WriteAllText(folder[name], text.ToString());
        return folder[name];
    }

    public static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(["analyze", .. arguments], new CliConsole(output, error, TextReader.Null), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    public static async Task<JsonElement> Report(params string[] arguments)
    {
        var (code, output, error) = await Run([.. arguments, "--json"]);
        code.ShouldBe(0, error);
        return JsonElement.Parse(output);
    }

    public static long[] Counts(JsonElement report) =>
        [.. new[] { "buys", "sells", "holds", "good", "bad", "neutral" }.Select(name => report.GetProperty(name).GetInt64())];

    /// <summary>Content of every result, by name; the state apart.</summary>
    public static SortedDictionary<string, string> Results(string directory) => new(
        Directory.GetFiles(directory).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))), StringComparer.Ordinal);
}
