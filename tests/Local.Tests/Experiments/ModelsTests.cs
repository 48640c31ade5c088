using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Experiments;

/// <summary>Models on the command line and in a running host.</summary>
[Collection(HostCollection.Name)]
public sealed class ModelsTests(SharedHost shared) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Model_OfBarsWithASignal_IsPromoted_ListedAndTradesInAReplay()
    {
        var bars = Bars(persistence: 0.4);
        var model = await Json("models", "train", "--bars", bars, "--horizon", "1", "--folds", "4", "--tag", "planted", "--data", folder["data"], "--json");

        model["stage"]!.GetValue<string>().ShouldBe("current", model.ToJsonString());
        var id = model["id"]!.GetValue<string>();
        (await Json("models", "list", "--data", folder["data"], "--json"))["items"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe(id);
        (await Json("models", "show", id, "--data", folder["data"], "--json"))["checksum"]!.GetValue<string>().Length.ShouldBe(64);
        (await Json("runs", "list", "--kind", "training", "--tag", "planted", "--data", folder["data"], "--json"))["items"]!.AsArray().ShouldHaveSingleItem()!["artefacts"]![0]!.GetValue<string>().ShouldBe("model.json");

        var file = Path.Combine(folder["data"], "analyses", id, "model.json");
        string[] replay = ["replay", "--bars", bars, "--monitors", "all", "--strategy", "trained", "--model", file, "--json"];
        var first = await Json(replay);
        first["strategies"]!.AsArray().ShouldHaveSingleItem()!["trades"]!.GetValue<int>().ShouldBeGreaterThan(5);
        (await Json(replay))["decisionHash"]!.GetValue<string>().ShouldBe(first["decisionHash"]!.GetValue<string>());

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"horizon\":1", "\"horizon\":2", StringComparison.Ordinal));
        (await Run(replay)).Code.ShouldBe(ExitCodes.Usage);
        (await Run(replay)).Error.ShouldContain("checksum");
        (await Run("replay", "--bars", bars, "--strategy", "trained")).Error.ShouldContain("--model");
    }

    [Fact]
    public async Task Model_OfARandomWalk_StaysACandidate_AndNobodyPromotesIt()
    {
        var model = await Json("models", "train", "--bars", Bars(persistence: 0), "--horizon", "1", "--folds", "4", "--data", folder["data"], "--json");

        (model["stage"]!.GetValue<string>(), model["isBetter"]!.GetValue<bool>()).ShouldBe(("candidate", false));
        var (code, _, error) = await Run("models", "promote", model["id"]!.GetValue<string>(), "--as", "anna", "--reason", "please", "--data", folder["data"]);
        code.ShouldBe(ExitCodes.Usage);
        error.ShouldContain("Not better than the base rate");
        (await Run("models", "rollback", "--as", "anna", "--reason", "x", "--data", folder["data"])).Code.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task Training_OfAHost_RunsAsAnOrchestrationToItsDecision()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/models/train") { Content = new StringContent("""{"reason":"a test"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("x-caller", "anna");
        using var answer = await shared.Host.Http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync());
        var started = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        var instance = await shared.Host.Until(async () =>
        {
            var now = (await shared.Host.Get($"/api/instances/{started["instance"]}"))["instance"]!;
            return now["status"]!.GetValue<string>() is "completed" or "failed" ? now : null;
        });

        // The made-up market has no signal, or too short a past: either way it says so, and nothing is promoted.
        var id = started["id"]!.GetValue<string>();
        var run = await shared.Host.Get($"/api/runs/{id}");
        run["kind"]!.GetValue<string>().ShouldBe("training");
        if (instance["status"]!.GetValue<string>() == "completed")
        {
            (await shared.Host.Get($"/api/models/{id}"))["decision"]!.GetValue<string>().ShouldNotBeEmpty();
        }
        else
        {
            run["failure"]!.GetValue<string>().ShouldContain("Too little to train on");
        }

        (await shared.Host.Get("/api/strategies/trained"))["name"]!.GetValue<string>().ShouldBe("trained");
    }

    [Theory]
    [InlineData("models train")]
    [InlineData("models train --bars /no/such/file.csv")]
    [InlineData("models train --bars x.csv --horizon 0")]
    [InlineData("models train --bars x.csv --penalty -1")]
    [InlineData("models train --bars x.csv --tag $x")]
    [InlineData("models promote m")]
    public async Task Command_UsedWrongly_EndsWithTwo(string command) =>
        (await Run([.. command.Split(' '), "--data", folder["data"]])).Code.ShouldBe(ExitCodes.Usage);

    private string Bars(double persistence) => PlantedBars.Write(folder, persistence, new DateOnly(2021, 1, 4));

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
