using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingFunctions.Local.Cli;
using TradingFunctions.TestKit;

namespace TradingFunctions.Cloud.Tests.Analysis;

/// <summary>Price tables, and the command line in this process.</summary>
internal static class AnalysisBench
{
    /// <summary>A seeded table with gaps, an index column first, and a contract, C3, with one value that is no price.</summary>
    public static string Write(TempFolder folder, int contracts = 8, int rows = 500)
    {
        var random = new Random(5);
        var prices = Enumerable.Range(0, contracts + 1).Select(i => 40.0 + i).ToArray();
        var text = new StringBuilder("timestamp,INDEX," + string.Join(',', Enumerable.Range(0, contracts).Select(i => $"C{i}")) + "\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(WrittenColumn.Minute(row).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            for (var i = 0; i <= contracts; i++)
            {
                prices[i] *= 1 + ((random.NextDouble() - 0.5) * 0.03);
                var isAbsent = i > 0 && random.NextDouble() < 0.15;
                text.Append(',').Append(i == 4 && row == rows / 2 ? "-5" : isAbsent ? "" : prices[i].ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        File.WriteAllText(folder["prices.csv"], text.ToString());
        return folder["prices.csv"];
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

    public static string Counts(JsonElement report) => string.Join(
        ' ', new[] { "contracts", "rows", "prices", "buys", "sells", "holds", "good", "bad", "neutral", "successRate", "meanCorrelation", "slices" }.Select(name => $"{name}={report.GetProperty(name)}"));

    /// <summary>Digests of all results that do not name the table: tables, summaries and the comparison.</summary>
    public static SortedDictionary<string, string> Results(string directory) => new(
        Directory.GetFiles(directory).Where(file => Path.GetFileName(file) is not ("analysis.json" or "report.md" or "report.html"))
            .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);
}
