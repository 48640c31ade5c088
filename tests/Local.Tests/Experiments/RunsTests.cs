using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Serve;
using TradingFunctions.Local.Tests.Sweeps;

namespace TradingFunctions.Local.Tests.Experiments;

/// <summary>Runs of commands are recorded in a data directory, by way of the host where one holds it.</summary>
[Collection(HostCollection.Name)]
public sealed class RunsTests(SharedHost shared) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Replay_Recorded_IsListedShownAndComparedWithoutAHost()
    {
        var bars = DailyBars.Write(folder, symbols: 2, sessions: 40);
        var first = await Json("replay", "--bars", bars, "--monitors", "all", "--strategy", "momentum", "--record", "--tag", "nightly", "--name", "the first", "--data", folder["data"], "--json");
        await Json("replay", "--bars", bars, "--monitors", "all", "--strategy", "momentum", "--set", "buyAbove=0.02", "--record", "--tag", "desk:x", "--data", folder["data"], "--json");

        var all = (await Json("runs", "list", "--data", folder["data"], "--json"))["items"]!.AsArray();
        all.Count.ShouldBe(2);
        all.ShouldAllBe(run => run!["status"]!.GetValue<string>() == "finished" && run["kind"]!.GetValue<string>() == "replay");
        var tagged = (await Json("runs", "list", "--tag", "nightly", "--data", folder["data"], "--json"))["items"]!.AsArray();
        var run = tagged.ShouldHaveSingleItem()!;
        run["name"]!.GetValue<string>().ShouldBe("the first");
        run["metrics"]!["profit_loss"]!.GetValue<decimal>().ShouldBe(first["endEquity"]!.GetValue<decimal>() - first["startEquity"]!.GetValue<decimal>(), 0.01m);
        run["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldContain($"decisions:{first["decisionHash"]!.GetValue<string>()}");
        foreach (var metric in (string[])["return_pct", "trades_count", "success_rate", "sharpe", "drawdown"])
        {
            run["metrics"]!.AsObject().ShouldContainKey(metric);
        }

        var id = run["id"]!.GetValue<string>();
        run["artefacts"]!.AsArray().Count.ShouldBe(4);
        File.Exists(Path.Combine(folder["data"], "analyses", id, "report.html")).ShouldBeTrue();
        (await Json("runs", "show", id, "--data", folder["data"], "--json"))["id"]!.GetValue<string>().ShouldBe(id);
        var other = all.Single(one => one!["id"]!.GetValue<string>() != id)!["id"]!.GetValue<string>();
        var comparison = await Json("runs", "compare", id, other, "--html", folder["comparison.html"], "--data", folder["data"], "--json");
        comparison["parameters"]!.AsArray().Where(row => row!["differs"]!.GetValue<bool>()).Select(row => row!["name"]!.GetValue<string>()).ShouldBe(["momentum.buyAbove"]);
        (await File.ReadAllTextAsync(folder["comparison.html"])).ShouldContain("momentum.buyAbove");
    }

    [Fact]
    public async Task Sweep_Recorded_IsARunWithOneMoreForEachSet_AlsoWhenItIsRunAgain()
    {
        var bars = DailyBars.Write(folder, symbols: 2, sessions: 40);
        string[] sweep = ["sweep", "--bars", bars, "--monitors", "all", "--grid", "momentum.buyAbove=0.005,0.01", "--folds", "2", "--out", folder["sweep"], "--record", "--data", folder["data"], "--json"];
        await Json(sweep);
        await Json(sweep);

        var run = (await Json("runs", "list", "--data", folder["data"], "--json"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        run["kind"]!.GetValue<string>().ShouldBe("sweep");
        run["artefacts"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["sweep.json", "sweep.html"]);
        var parts = (await Json("runs", "list", "--parent", run["id"]!.GetValue<string>(), "--data", folder["data"], "--json"))["items"]!.AsArray();
        parts.Select(part => part!["parameters"]!["momentum.buyAbove"]!.GetValue<string>()).Order().ShouldBe(["0.005", "0.01"]);
    }

    [Fact]
    public async Task Sweep_OfTheSameSymbolsInAnotherOrder_IsTheSameRun_OfAFileOfAnotherNameAnotherOne()
    {
        var bars = DailyBars.Write(folder, symbols: 2, sessions: 40);
        File.Copy(bars, folder["other.csv"]);
        string[] Sweep(string file, string symbols) =>
            ["sweep", "--bars", file, "--symbols", symbols, "--monitors", "all", "--grid", "momentum.buyAbove=0.005", "--folds", "2", "--out", folder["sweep"], "--record", "--data", folder["data"], "--json"];

        await Json(Sweep(bars, "DBB,DBA"));
        await Json(Sweep(bars, "DBA,DBB"));
        var once = (await Json("runs", "list", "--kind", "sweep", "--data", folder["data"], "--json"))["items"]!.AsArray();
        await Json(Sweep(folder["other.csv"], "DBA,DBB"));
        var twice = (await Json("runs", "list", "--kind", "sweep", "--data", folder["data"], "--json"))["items"]!.AsArray();

        once.ShouldHaveSingleItem()!["parameters"]!["symbols"]!.GetValue<string>().ShouldBe("DBA,DBB");
        twice.Select(run => run!["parameters"]!["bars"]!.GetValue<string>()).ShouldBe(["other.csv", "daily.csv"]);
    }

    [Fact]
    public async Task Replay_ThatCannotRun_IsRecordedAsFailed()
    {
        var bars = DailyBars.Write(folder, symbols: 1, sessions: 5);
        var (code, _, _) = await Run("replay", "--bars", bars, "--strategy", "no-such", "--record", "--data", folder["data"]);

        code.ShouldBe(ExitCodes.Usage);
        var run = (await Json("runs", "list", "--data", folder["data"], "--json"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        run["status"]!.GetValue<string>().ShouldBe("failed");
        run["failure"]!.GetValue<string>().ShouldContain("There is no strategy no-such");
    }

    [Fact]
    public async Task Run_WhereAHostHoldsTheDirectory_IsRecordedByIt()
    {
        var bars = DailyBars.Write(folder, symbols: 1, sessions: 20);
        var url = shared.Host.Http.BaseAddress!.ToString();
        await Json("replay", "--bars", bars, "--monitors", "all", "--strategy", "momentum", "--record", "--tag", "by:host", "--data", shared.Host.Data, "--url", url, "--json");

        var run = (await Json("runs", "list", "--tag", "by:host", "--data", shared.Host.Data, "--url", url, "--json"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        run["status"]!.GetValue<string>().ShouldBe("finished");
        using var page = await shared.Host.Http.GetAsync($"/api/runs/{run["id"]}/artefacts/report.html");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("<svg");
        using var none = await shared.Host.Http.GetAsync($"/api/runs/{run["id"]}/artefacts/..%2F..%2Ffunction.key");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("a", """{"id":"b","kind":"replay","name":"n","tags":[],"status":"running","createdUtc":"2026-03-02T12:00:00Z","finishedUtc":null,"parameters":{},"metrics":{},"artefacts":[]}""", 422, "id")]
    [InlineData("a", """{"id":"a","kind":"replay","name":"n","tags":["x y"],"status":"finished","createdUtc":"2026-03-02T12:00:00Z","finishedUtc":null,"parameters":{},"metrics":{},"artefacts":[]}""", 422, "tags")]
    [InlineData("a", """{"id":"a","kind":"nonsense","name":"n","tags":[],"status":"running","createdUtc":"2026-03-02T12:00:00Z","finishedUtc":null,"parameters":{},"metrics":{},"artefacts":[]}""", 400, "kind")]
    [InlineData("a", """{"id":"a"}""", 400, "body")]
    [InlineData("a", "[]", 400, "body")]
    [InlineData("a", """{"id":"a","kind":"replay","name":"n","tags":[null],"status":"running","createdUtc":"2026-03-02T12:00:00Z","finishedUtc":null,"parameters":{"p":null},"metrics":{},"artefacts":[null]}""", 422, "tags")]
    public async Task Record_ThatIsNone_IsRefusedWithTheField(string id, string body, int status, string field)
    {
        using var answer = await shared.Host.Send(HttpMethod.Put, $"/api/runs/{id}", body);

        ((int)answer.StatusCode).ShouldBe(status);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        problem["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>()).ShouldContain(field, problem.ToJsonString());
    }

    [Theory]
    [InlineData("/api/runs?kind=moon", 400)]
    [InlineData("/api/runs?tag=a%20b", 400)]
    [InlineData("/api/runs/no-such-run", 404)]
    [InlineData("/api/run-comparisons?run=a", 400)]
    [InlineData("/api/run-comparisons?run=a&run=a", 400)]
    [InlineData("/api/run-comparisons?run=no-such&run=neither", 404)]
    public async Task Question_ThatCannotBeAnswered_SaysSo(string path, int status)
    {
        using var answer = await shared.Host.Http.GetAsync(path);

        ((int)answer.StatusCode).ShouldBe(status);
    }

    private static async Task<JsonNode> Json(params string[] arguments)
    {
        var (code, output, error) = await Run(arguments);
        code.ShouldBe(ExitCodes.Ok, error);
        return JsonNode.Parse(output)!;
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, new CliConsole(output, error, TextReader.Null), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
