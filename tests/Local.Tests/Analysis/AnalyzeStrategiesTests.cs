using System.Globalization;
using System.Text.Json;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.PluginKit;

namespace TradingFunctions.Local.Tests.Analysis;

/// <summary>Analyses by strategies that are not built in.</summary>
public sealed class AnalyzeStrategiesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PlugIn_OverAGrid_CountsAsItSaysItself()
    {
        PluginCompiler.Compile(folder["plugins"], "Acme.Dips", PluginSources.Dips);
        var prices = AnalyzeBench.Write(folder, contracts: 3, rows: 200, gaps: 0.05);
        string[] command = ["--prices", prices, "--out", folder["out"], "--strategy", "dips", "--plugins", folder["plugins"], "--set", "ups=1,3", "--slices", "4"];

        var report = await AnalyzeBench.Report(command);

        // Flat throughout, it buys where the price fell: the parameter is about the way out.
        var expected = Columns(prices).Sum(column => column.Zip(column.Skip(1)).Count(pair => pair.Second < pair.First));
        (report.GetProperty("buys").GetInt64(), report.GetProperty("sells").GetInt64()).ShouldBe((expected, 0));
        report.GetProperty("variants").GetArrayLength().ShouldBe(2);
        report.GetProperty("failed").GetArrayLength().ShouldBe(0);
        report.GetProperty("slices").EnumerateArray().Sum(slice => slice.GetProperty("counts").GetProperty("buys").GetInt64()).ShouldBe(expected);
        (await AnalyzeBench.Report(command)).GetProperty("reused").GetInt32().ShouldBe(3);

        PluginCompiler.Compile(folder["plugins"], "Acme.Dips", PluginSources.Dips.Replace("0.7", "0.8", StringComparison.Ordinal));
        (await AnalyzeBench.Report(command)).GetProperty("reused").GetInt32().ShouldBe(0, "it is another analysis with another code");
    }

    [Fact]
    public async Task PlugIn_ThatThrows_FailsItsContractsAloneAndNamesThem()
    {
        PluginCompiler.Compile(folder["plugins"], "Acme.Picky", PluginSources.Dips
            .Replace("\"dips\"", "\"picky\"", StringComparison.Ordinal)
            .Replace("if (input.Position.IsFlat)", "if (closes[^1] > 1000) { throw new InvalidOperationException(\"too dear\"); }\n if (input.Position.IsFlat)", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(folder["p.csv"], ["timestamp,A,B,C", .. Enumerable.Range(1, 20).Select(day => $"2024-01-{day:00},{100 + day},{995 + day},{50 - day}")]);

        var report = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["out"], "--strategy", "picky", "--plugins", folder["plugins"]);

        report.GetProperty("failed").EnumerateArray().Select(name => name.GetString()).ShouldBe(["B"]);
        var failure = report.GetProperty("failures")[0];
        failure.GetProperty("code").GetString().ShouldBe("STRATEGY_FAULT");
        failure.GetProperty("message").GetString().ShouldBe("picky failed: InvalidOperationException: too dear");
        report.GetProperty("buys").GetInt64().ShouldBe(18);
    }

    [Fact]
    public async Task TrainedModel_CountsWhatItGivesAProbabilityFor()
    {
        // It goes by the last return alone; the two features that prices do not give would drown it.
        double[] weights = [50, 0, 0, 0, 0, 0, 0, 0, 900, 900];
        var model = new LogisticModel(BarFeatures.Version, 1, [0, 0, 0, 0, 0, 0, 0, 0, 4, 4], [.. Enumerable.Repeat(1d, BarFeatures.Count)], weights, 0);
        await File.WriteAllBytesAsync(folder["model.json"], ModelFile.Of("training-1", DateTime.UnixEpoch, model).ToBytes());
        var prices = AnalyzeBench.Write(folder, contracts: 3, rows: 200);

        var report = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"], "--strategy", "trained", "--model", folder["model.json"], "--set", "buyAbove=0.55", "--slices", "3");

        var (buys, sells) = (0, 0);
        foreach (var column in Columns(prices))
        {
            for (var i = BarFeatures.RequiredBars - 1; i < column.Length; i++)
            {
                var up = 1 / (1 + Math.Exp(-50 * Math.Log(column[i] / column[i - 1])));
                buys += up >= 0.55 ? 1 : 0;
                sells += up <= 0.45 ? 1 : 0;
            }
        }

        buys.ShouldBeGreaterThan(50);
        (report.GetProperty("buys").GetInt32(), report.GetProperty("sells").GetInt32()).ShouldBe((buys, sells));
        var summary = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder["out"], "analysis.json")));
        summary.GetProperty("code").GetProperty("model").GetString().ShouldBe("training-1");
        (await File.ReadAllTextAsync(Path.Combine(folder["out"], "report.md"))).ShouldContain("relativeVolume20");
    }

    [Theory]
    [InlineData("--strategy volume-breakout", "volume-breakout looks at volumes, and a wide price table carries no volume")]
    [InlineData("--strategy trained", "trained needs a model")]
    [InlineData("--strategy trained --model /no/such/model.json", "/no/such/model.json")]
    [InlineData("--strategy momentum --model x.json", "--model is for --strategy trained")]
    [InlineData("--strategy acme-magic", "Must be one of momentum")]
    public async Task Strategy_ThatCannotBeTaken_IsRefusedWithTheReason(string options, string message)
    {
        var prices = AnalyzeBench.Write(folder, contracts: 1, rows: 30);

        var (code, _, error) = await AnalyzeBench.Run(["--prices", prices, "--out", folder["out"], "--plugins", folder["none"], .. options.Split(' ')]);

        code.ShouldBe(2);
        error.ShouldContain(message);
    }

    private static double[][] Columns(string path)
    {
        var lines = File.ReadAllLines(path);
        return [.. Enumerable.Range(1, lines[0].Split(',').Length - 1).Select(column =>
            lines.Skip(1).Select(line => line.Split(',')[column]).Where(text => text.Length > 0).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
    }
}
