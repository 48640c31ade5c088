using System.Text.Json;

namespace TradingFunctions.Local.Tests.Analysis;

public sealed class AnalyzeTests
{
    [Fact]
    public async Task Analyze_OfATableWithGaps_CountsAsAnIndependentComputation()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder);
        var expected = Independent(prices);

        var report = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);

        AnalyzeBench.Counts(report).ShouldBe(expected);
        report.GetProperty("contracts").GetInt32().ShouldBe(12);
        report.GetProperty("instances").GetInt32().ShouldBe(12);
        report.GetProperty("rows").GetInt32().ShouldBe(300);
        report.GetProperty("failed").GetArrayLength().ShouldBe(0);
        report.GetProperty("successRate").GetDouble().ShouldBe((double)expected[3] / (expected[3] + expected[4]));
        foreach (var file in new[] { "C0_analysis.csv.gz", "C0_analysis.json", "report.md", "report.html", "analysis.json", "comparison.json" })
        {
            File.Exists(Path.Combine(folder["out"], file)).ShouldBeTrue(file);
        }

        var html = await File.ReadAllTextAsync(Path.Combine(folder["out"], "report.html"));
        html.ShouldContain("<svg");
        html.ShouldNotContain("http://");
        html.ShouldNotContain("https://");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(24)]
    [InlineData(500)]
    public async Task Analyze_InSlices_AddsUpToTheSameTotals(int slices)
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 5);

        var whole = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);
        var sliced = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"], "--slices", slices.ToString());

        AnalyzeBench.Counts(sliced).ShouldBe(AnalyzeBench.Counts(whole));
        var parts = sliced.GetProperty("slices").EnumerateArray().Select(s => AnalyzeBench.Counts(s.GetProperty("counts"))).ToArray();
        parts.Length.ShouldBe(slices);
        Enumerable.Range(0, 6).Select(i => parts.Sum(p => p[i])).ShouldBe(AnalyzeBench.Counts(whole));
    }

    [Fact]
    public async Task Analyze_WithOneBrokenContract_FailsItAloneAndNamesIt()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 4);
        var whole = await AnalyzeBench.Report("--prices", prices, "--out", folder["whole"], "--only", "C0,C1,C3");
        var lines = await File.ReadAllLinesAsync(prices);
        var fields = lines[100].Split(',');
        fields[3] = "abc";
        lines[100] = string.Join(',', fields);
        await File.WriteAllLinesAsync(prices, lines);

        var report = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);

        report.GetProperty("failed").EnumerateArray().Select(f => f.GetString()).ShouldBe(["C2"]);
        report.GetProperty("failures")[0].GetProperty("message").GetString().ShouldNotBeNull().ShouldContain(":101: column 4 (C2) 'abc' is no price");
        report.GetProperty("contracts").GetInt32().ShouldBe(4);
        AnalyzeBench.Counts(report).ShouldBe(AnalyzeBench.Counts(whole));
        File.Exists(Path.Combine(folder["out"], "C2_analysis.csv.gz")).ShouldBeFalse();
        File.Exists(Path.Combine(folder["out"], "C3_analysis.csv.gz")).ShouldBeTrue();
    }

    [Fact]
    public async Task Analyze_WithAnIndexColumn_ComparesWithItAndDoesNotAnalyseIt()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 4);

        var report = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"], "--index", "C0");

        report.GetProperty("contracts").GetInt32().ShouldBe(3);
        report.GetProperty("index").GetString().ShouldBe("C0");
        var ranking = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder["out"], "comparison.json"))).GetProperty("ranking");
        ranking.EnumerateArray().ShouldAllBe(c => c.GetProperty("correlation").GetDouble() >= -1 && c.GetProperty("correlation").GetDouble() <= 1);
    }

    [Fact]
    public async Task MarkdownReport_LinksPlotsThatStandAlone_AndThoseOfAnEarlierAnalysisAreGone()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 4);
        var lines = await File.ReadAllLinesAsync(prices);
        lines[0] = "timestamp,\"A<b>&\",\"x,y\",Ünï😀,C3";
        await File.WriteAllLinesAsync(prices, lines);

        await AnalyzeBench.Report("--prices", prices, "--out", folder["out"], "--slices", "4", "--index", "C3");
        var plots = Linked();
        await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);
        var fewer = Linked();

        plots.Length.ShouldBe(6);
        fewer.Length.ShouldBe(2);
        Directory.GetFiles(folder["out"], "*.svg").Select(file => Path.GetFileName(file)!).Order().ShouldBe(fewer.Order());
        File.Delete(Path.Combine(folder["out"], fewer[0]));
        await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);
        Linked().ShouldBe(fewer);

        string[] Linked()
        {
            var text = File.ReadAllText(Path.Combine(folder["out"], "report.md"));
            string[] names = [.. System.Text.RegularExpressions.Regex.Matches(text, @"!\[[^\]]+\]\(([a-z-]+\.svg)\)").Select(match => match.Groups[1].Value)];
            foreach (var name in names)
            {
                var svg = System.Xml.Linq.XDocument.Load(Path.Combine(folder["out"], name)).Root!;
                svg.Name.ToString().ShouldBe("{http://www.w3.org/2000/svg}svg");
                svg.Descendants().Count().ShouldBeGreaterThan(4);
            }

            return names;
        }
    }

    [Fact]
    public async Task Analyze_WithAGrid_CountsEverySet()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 3);

        var grid = await AnalyzeBench.Report("--prices", prices, "--out", folder["grid"], "--set", "buyAbove=0.002:0.006:0.002");
        var one = await AnalyzeBench.Report("--prices", prices, "--out", folder["one"], "--set", "buyAbove=0.006");

        grid.GetProperty("variants").GetArrayLength().ShouldBe(3);
        AnalyzeBench.Counts(grid.GetProperty("variants")[2].GetProperty("counts")).ShouldBe(AnalyzeBench.Counts(one));
        AnalyzeBench.Counts(grid.GetProperty("variants")[0].GetProperty("counts")).ShouldBe(AnalyzeBench.Counts(grid));
    }

    [Fact]
    public async Task Analyze_WithAnotherStrategy_Runs()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 2);

        var report = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"], "--strategy", "z-score-reversion", "--set", "period=10", "--slices", "3");

        report.GetProperty("buys").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Analyze_ContractsWithOddNames_GetSafeAndUniqueFiles()
    {
        using var folder = new TempFolder();
        string[] names = ["../../etc/passwd", "BRK/B", "BRK_B", "abc", "ABC", "NUL", "\"x,y\"", "Ünï", "<b>", new string('z', 120)];
        await File.WriteAllTextAsync(folder["p.csv"], $"timestamp,{string.Join(',', names)}\n" + string.Concat(Enumerable.Range(1, 9).Select(d => $"2024-01-0{d}{string.Concat(names.Select(_ => $",{100 + d}"))}\n")));

        var report = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["out"]);

        report.GetProperty("failed").GetArrayLength().ShouldBe(0);
        var files = Directory.GetFiles(folder["out"], "*_analysis.csv.gz").Select(f => Path.GetFileName(f)!).ToArray();
        files.Length.ShouldBe(names.Length);
        files.Select(f => f.ToUpperInvariant()).ShouldBeUnique();
        files.ShouldContain("BRK_B_analysis.csv.gz");
        (await File.ReadAllTextAsync(Path.Combine(folder["out"], "report.html"))).ShouldNotContain("<b>");
    }

    [Fact]
    public async Task Analyze_FinishedBefore_IsTakenOverAndOtherResultsAreReplaced()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 4);
        var first = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);
        var results = AnalyzeBench.Results(folder["out"]);

        var again = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);
        again.GetProperty("reused").GetInt32().ShouldBe(4);
        AnalyzeBench.Results(folder["out"]).ShouldBe(results);

        await AnalyzeBench.Report("--prices", prices, "--out", folder["out"], "--only", "C1");
        Directory.GetFiles(folder["out"], "*_analysis.csv.gz").Length.ShouldBe(1);
        var back = await AnalyzeBench.Report("--prices", prices, "--out", folder["out"]);
        back.GetProperty("reused").GetInt32().ShouldBe(0);
        AnalyzeBench.Counts(back).ShouldBe(AnalyzeBench.Counts(first));
        AnalyzeBench.Results(folder["out"]).ShouldBe(results);
    }

    [Fact]
    public async Task List_ByTag_FindsOnlyWhatHasIt()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 2);
        await AnalyzeBench.Report("--prices", prices, "--out", folder["out"], "--tag", "desk:tech", "--slices", "3");
        var state = Path.Combine(folder["out"], ".state");

        foreach (var (tag, found) in new[] { ("desk:tech", 1), ("contract:C1", 1), ("slice:3", 1), ("slice:4", 0), ("contract:C9", 0), ("other", 0) })
        {
            var list = await AnalyzeBench.Run("list", "--tag", tag, "--state", state, "--json");
            JsonElement.Parse(list.Output).GetProperty("items").GetArrayLength().ShouldBe(found, tag);
        }
    }

    /// <summary>The rule once more, in plain text and lists.</summary>
    private static long[] Independent(string path)
    {
        var lines = File.ReadAllLines(path);
        var totals = new long[6];
        for (var column = 1; column < lines[0].Split(',').Length; column++)
        {
            var prices = lines.Skip(1).Select(l => l.Split(',')[column]).Where(t => t.Length > 0).Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            for (var i = 0; i < prices.Length; i++)
            {
                var change = i == 0 ? 0 : prices[i] / prices[i - 1] - 1;
                var signal = change > 0.005 ? 1 : change < -0.005 ? -1 : 0;
                var quality = i + 1 == prices.Length ? 0 : signal * Math.Sign(prices[i + 1] - prices[i]);
                totals[signal == 1 ? 0 : signal == -1 ? 1 : 2]++;
                totals[quality == 1 ? 3 : quality == -1 ? 4 : 5]++;
            }
        }

        return totals;
    }
}
