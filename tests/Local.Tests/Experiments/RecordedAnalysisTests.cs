using System.Text.Json.Nodes;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Analysis;

namespace TradingFunctions.Local.Tests.Experiments;

/// <summary>Analyses of the command line among the runs of a data directory.</summary>
public sealed class RecordedAnalysisTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Analysis_Recorded_IsOneRunWithItsReports_AlsoWhenItIsRunAgain()
    {
        var prices = AnalyzeBench.Write(folder, contracts: 2, rows: 60);

        var report = await AnalyzeBench.Report([.. Command(prices), "--name", "a name", "--tag", "nightly"]);
        await AnalyzeBench.Report([.. Command(prices), "--name", "a name", "--tag", "nightly", "--fresh"]);

        var run = (await Runs()).ShouldHaveSingleItem()!;
        (Text(run, "id"), Text(run, "kind"), Text(run, "status"), Text(run, "name")).ShouldBe((report.GetProperty("id").GetString()!, "analysis", "finished", "a name"));
        run["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldBe(["nightly"]);
        (Text(run["parameters"]!, "prices"), Text(run["parameters"]!, "strategy")).ShouldBe(("prices.csv", "momentum"));
        run["metrics"]!["buys"]!.GetValue<double>().ShouldBe(report.GetProperty("buys").GetDouble());
        run["artefacts"]!.AsArray().Select(name => name!.GetValue<string>())
            .ShouldBe(["analysis.json", "comparison.json", "report.md", "report.html", "plot-success-rate.svg", "plot-best-contracts.svg"]);
    }

    [Theory]
    [InlineData("timestamp,A\n2024-01-02,1\n2024-01-01,2\n", "", "is earlier than the row")]
    [InlineData("timestamp,A\n2024-01-01,1\n", "--strategy volume-breakout", "looks at volumes")]
    [InlineData("timestamp,A\n2024-01-01,1\n", "--strategy trained", "needs a model")]
    [InlineData("timestamp,A\n2024-01-01,1\n", "--only B", "has no column 'B'")]
    [InlineData("", "", "")]
    public async Task Analysis_ThatCannotBeMade_IsRecordedAsFailedWithTheReason(string table, string options, string why)
    {
        await File.WriteAllTextAsync(folder["p.csv"], table);

        var (code, _, error) = await AnalyzeBench.Run([.. Command(folder["p.csv"]), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        code.ShouldBe(ExitCodes.Usage);
        var run = (await Runs()).ShouldHaveSingleItem()!;
        (Text(run, "kind"), Text(run, "status"), Text(run["parameters"]!, "prices")).ShouldBe(("analysis", "failed", "p.csv"));
        Text(run, "failure").ShouldContain(why);
        error.ShouldContain(Text(run, "failure"));
    }

    [Theory]
    [InlineData("contract:C1", 1)]
    [InlineData("contract:BROKEN", 1)]
    [InlineData("contract:C9", 0)]
    [InlineData("slice:4", 1)]
    [InlineData("slice:5", 0)]
    [InlineData("slice:0", 0)]
    public async Task Analysis_Recorded_IsFoundByItsContractsAndSlices(string tag, int runs)
    {
        var table = (await File.ReadAllLinesAsync(AnalyzeBench.Write(folder, contracts: 2, rows: 20))).Select((line, i) => line + (i == 0 ? ",BROKEN" : ",x"));
        await File.WriteAllLinesAsync(folder["p.csv"], table);
        await AnalyzeBench.Report([.. Command(folder["p.csv"]), "--slices", "4"]);

        (await Runs("--tag", tag)).Count.ShouldBe(runs);
    }

    [Fact]
    public async Task Analysis_WhoseStateIsHeld_LeavesTheFinishedRunAsItIs()
    {
        var prices = AnalyzeBench.Write(folder, contracts: 2, rows: 60);
        var id = (await AnalyzeBench.Report(Command(prices))).GetProperty("id").GetString();
        using (DataDirectory.Open(Path.Combine(folder["out"], ".state")))
        {
            (await AnalyzeBench.Run(Command(prices))).Code.ShouldBe(ExitCodes.Failure);
        }

        var runs = await Runs();
        Text(runs.Single(run => Text(run!, "id") == id)!, "status").ShouldBe("finished");
        Text(runs.Single(run => Text(run!, "id") != id)!, "status").ShouldBe("failed");
    }

    [Fact]
    public async Task Table_ThatIsNotThere_IsRecordedAsFailed()
    {
        (await AnalyzeBench.Run(Command(folder["gone.csv"]))).Code.ShouldBe(ExitCodes.Usage);

        Text((await Runs()).ShouldHaveSingleItem()!, "failure").ShouldContain("gone.csv");
    }

    [Fact]
    public async Task Analysis_ThatIsInterrupted_IsRecordedSo_AndGoesOnAsTheSameRun()
    {
        var prices = AnalyzeBench.Write(folder, contracts: 60, rows: 4000);
        using var interrupt = new CancellationTokenSource();
        using (var error = new StringWriter())
        {
            var command = CommandLine.Run(["analyze", .. Command(prices)], new CliConsole(TextWriter.Null, error, TextReader.Null), interrupt.Token);
            while (!command.IsCompleted && (!Directory.Exists(folder["out"]) || Directory.GetFiles(folder["out"], "*_analysis.csv.gz").Length < 3))
            {
                await Task.Delay(5);
            }

            await interrupt.CancelAsync();
            (await command).ShouldNotBe(ExitCodes.Ok, error.ToString());
        }

        var interrupted = (await Runs()).ShouldHaveSingleItem()!;
        (Text(interrupted, "status"), Text(interrupted, "failure")).ShouldBe(("failed", "Interrupted; started again it goes on."));
        var report = await AnalyzeBench.Report(Command(prices));

        var run = (await Runs()).ShouldHaveSingleItem()!;
        (Text(run, "id"), Text(run, "status"), Text(run, "createdUtc")).ShouldBe((Text(interrupted, "id"), "finished", Text(interrupted, "createdUtc")));
        run["failure"].ShouldBeNull();
        run["metrics"]!["prices"]!.GetValue<double>().ShouldBe(report.GetProperty("prices").GetDouble());
    }

    private string[] Command(string prices) => ["--prices", prices, "--out", folder["out"], "--record", "--data", folder["data"]];

    private async Task<JsonArray> Runs(params string[] options)
    {
        using var output = new StringWriter();
        (await CommandLine.Run(["runs", "list", "--data", folder["data"], "--json", .. options], new CliConsole(output, TextWriter.Null, TextReader.Null), CancellationToken.None)).ShouldBe(ExitCodes.Ok);
        return JsonNode.Parse(output.ToString())!["items"]!.AsArray();
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
