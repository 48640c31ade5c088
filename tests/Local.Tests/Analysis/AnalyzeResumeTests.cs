using System.Diagnostics;
using System.Text.Json;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Analysis;

/// <summary>An analysis that dies, by a failpoint or by the operating system, and is started again.</summary>
public sealed class AnalyzeResumeTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Analysis_KilledAtEveryKindOfBoundary_EndsAsIfLeftAlone()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 10);
        var counted = CrashAt.Nowhere;
        await AnalysisRunner.Run(Options(prices, folder["whole"]), progress: null, CancellationToken.None, counted);
        var random = new Random(5);
        var deaths = 0;
        foreach (var kind in new[] { Failpoint.BeforeCommit, Failpoint.AfterCommit, Failpoint.BetweenEffects, Failpoint.BeforeActivity, Failpoint.AfterActivity, Failpoint.AfterTurn })
        {
            var crash = new CrashAt(kind, random.Next(1, Math.Max(2, counted[kind] / 2)));
            try
            {
                await AnalysisRunner.Run(Options(prices, folder["out"]), progress: null, CancellationToken.None, crash);
            }
            catch (Exception) when (crash.IsDead)
            {
                deaths++;
            }
        }

        var resumed = await AnalysisRunner.Run(Options(prices, folder["out"]), progress: null, CancellationToken.None);

        output.WriteLine($"{deaths} deaths, {resumed.Reused} contracts taken over.");
        deaths.ShouldBeGreaterThan(2);
        resumed.Instances.ShouldBe(10);
        AnalyzeBench.Results(folder["out"]).ShouldBe(AnalyzeBench.Results(folder["whole"]));
    }

    [Fact]
    public async Task Analysis_BehindAKilledOne_LeavesNoneOfItsTables_AndTheKilledOneBeginsAgain()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 10);
        await AnalysisRunner.Run(Options(prices, folder["whole"]), progress: null, CancellationToken.None);
        var crash = new CrashAt(Failpoint.AfterActivity, 30);
        await Should.ThrowAsync<Exception>(() => AnalysisRunner.Run(Options(prices, folder["out"]), progress: null, CancellationToken.None, crash));
        crash.IsDead.ShouldBeTrue();
        Tables(folder["out"]).ShouldBeInRange(1, 9);

        var options = Options(prices, folder["out"]);
        await AnalysisRunner.Run(options with { Wish = options.Wish with { Only = ["C9"] } }, progress: null, CancellationToken.None);
        var left = Directory.GetFiles(folder["out"], "C*").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        await AnalysisRunner.Run(options, progress: null, CancellationToken.None);

        left.ShouldBe(["C9_analysis.csv.gz", "C9_analysis.json", "C9_signals.csv.gz"]);
        AnalyzeBench.Results(folder["out"]).ShouldBe(AnalyzeBench.Results(folder["whole"]));
    }

    [Fact]
    public async Task Analysis_OfWhichATableIsGone_IsMadeAgain()
    {
        using var folder = new TempFolder();
        var options = Options(AnalyzeBench.Write(folder, contracts: 2, rows: 30), folder["out"]);
        await AnalysisRunner.Run(options, progress: null, CancellationToken.None);
        (await AnalysisRunner.Run(options, progress: null, CancellationToken.None)).Reused.ShouldBe(2);
        File.Delete(Path.Combine(folder["out"], "C1_signals.csv.gz"));

        (await AnalysisRunner.Run(options, progress: null, CancellationToken.None)).Reused.ShouldBe(0);

        File.Exists(Path.Combine(folder["out"], "C1_signals.csv.gz")).ShouldBeTrue();
    }

    [Fact]
    public async Task AnalyzeCommand_KilledAtHalf_GoesOnWithoutTheFinishedContracts()
    {
        using var folder = new TempFolder();
        var prices = AnalyzeBench.Write(folder, contracts: 120, rows: 4000);
        string[] command = ["analyze", "--prices", prices, "--out", folder["out"], "--concurrency", "2", "--json", "--record", "--data", folder["data"]];
        using (var process = Start(command))
        {
            using var patience = new CancellationTokenSource(Patience);
            while (Tables(folder["out"]) < 40 && !process.HasExited)
            {
                await Task.Delay(5, patience.Token);
            }

            process.Kill();
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.ShouldNotBe(0);
        }

        var written = new DirectoryInfo(folder["out"]).GetFiles("*_analysis.csv.gz").ToDictionary(f => f.Name, f => f.LastWriteTimeUtc);
        var killed = await RecordedRuns(folder["data"]);
        var report = await RunToEnd(command);
        var whole = await RunToEnd(["analyze", "--prices", prices, "--out", folder["whole"], "--json"]);

        var reused = report.GetProperty("reused").GetInt32();
        output.WriteLine($"{written.Count} tables at the kill, {reused} contracts taken over.");
        reused.ShouldBeGreaterThan(20);
        written.Count(w => File.GetLastWriteTimeUtc(Path.Combine(folder["out"], w.Key)) == w.Value).ShouldBeGreaterThanOrEqualTo(reused);
        AnalyzeBench.Counts(report).ShouldBe(AnalyzeBench.Counts(whole));
        report.GetProperty("instances").GetInt32().ShouldBe(120);
        AnalyzeBench.Results(folder["out"]).ShouldBe(AnalyzeBench.Results(folder["whole"]));
        killed.ShouldBe([(report.GetProperty("id").GetString()!, "running")]);
        (await RecordedRuns(folder["data"])).ShouldBe([(report.GetProperty("id").GetString()!, "finished")]);
    }

    private static async Task<(string Id, string Status)[]> RecordedRuns(string data)
    {
        using var output = new StringWriter();
        await CommandLine.Run(["runs", "list", "--data", data, "--json"], new CliConsole(output, TextWriter.Null, TextReader.Null), CancellationToken.None);
        return [.. JsonElement.Parse(output.ToString()).GetProperty("items").EnumerateArray().Select(run => (run.GetProperty("id").GetString()!, run.GetProperty("status").GetString()!))];
    }

    private static AnalyzeOptions Options(string prices, string directory) => new()
    {
        Wish = new AnalysisWish(new PriceTableSource(prices, new TableRules()), Name: null, [], Contracts: null, Only: null, Index: null, Slices: 3, Strategy: null, [], Raw: false, Signals: true, Concurrency: 3),
        OutputDirectory = directory,
    };

    private static int Tables(string directory) => Directory.Exists(directory) ? Directory.GetFiles(directory, "*_analysis.csv.gz").Length : 0;

    private static async Task<JsonElement> RunToEnd(string[] arguments)
    {
        using var process = Start(arguments);
        using var patience = new CancellationTokenSource(Patience);
        var (text, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill();
        }

        process.ExitCode.ShouldBe(0, await errors);
        return JsonElement.Parse(await text);
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TradingFunctions.Local.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
