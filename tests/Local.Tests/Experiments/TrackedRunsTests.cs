using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Sweeps;
using TradingFunctions.TestKit.MlFlow;

namespace TradingFunctions.Local.Tests.Experiments;

/// <summary>Runs of commands go to the tracking server as well; one that is away gets them later and fails nothing.</summary>
public sealed class TrackedRunsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Replay_Recorded_IsSentWithItsReport()
    {
        await using var server = MlFlowStub.Start();

        var (code, output, error) = await Replay(server.Address.ToString());

        code.ShouldBe(ExitCodes.Ok, error);
        server.Violations.ShouldBeEmpty();
        var run = server.Runs.ShouldHaveSingleItem();
        run.Status.ShouldBe("FINISHED");
        run.Metrics["profit_loss"].ShouldBe((double)(output["endEquity"]!.GetValue<decimal>() - output["startEquity"]!.GetValue<decimal>()), 1e-6);
        server.Files.Keys.ShouldContain(name => name.EndsWith("/report.html", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_ThatIsAway_FailsNothing_AndGetsTheRunLater()
    {
        var (code, output, error) = await Replay("http://127.0.0.1:1/");

        code.ShouldBe(ExitCodes.Ok);
        output["decisionHash"].ShouldNotBeNull();
        error.ShouldContain("'runs send' sends them later");

        await using var server = MlFlowStub.Start();
        var (sent, answer, _) = await Run("runs", "send", "--mlflow", server.Address.ToString(), "--data", folder["data"], "--json");
        (sent, answer["sent"]!.GetValue<int>(), answer["left"]!.GetValue<int>()).ShouldBe((ExitCodes.Ok, 1, 0));
        server.Runs.ShouldHaveSingleItem().Status.ShouldBe("FINISHED");
    }

    [Fact]
    public async Task Training_OfBars_IsSentWithItsModel()
    {
        await using var server = MlFlowStub.Start();

        var (code, model, error) = await Run(
            "models", "train", "--bars", PlantedBars.Write(folder, persistence: 0.4, new DateOnly(2021, 1, 4)), "--horizon", "1", "--folds", "4", "--data", folder["data"], "--mlflow", server.Address.ToString(), "--json");

        code.ShouldBe(ExitCodes.Ok, error);
        server.Violations.ShouldBeEmpty();
        var run = server.Runs.ShouldHaveSingleItem();
        (run.Status, run.Tags["trading_functions.run"]).ShouldBe(("FINISHED", model["id"]!.GetValue<string>()));
        server.Files.Keys.ShouldHaveSingleItem().ShouldEndWith("/model.json");
    }

    private Task<(int Code, JsonNode Output, string Error)> Replay(string mlFlow) => Run(
        "replay", "--bars", DailyBars.Write(folder, symbols: 1, sessions: 20), "--monitors", "all", "--strategy", "momentum", "--record", "--data", folder["data"], "--mlflow", mlFlow, "--json");

    private static async Task<(int Code, JsonNode Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, new CliConsole(output, error, TextReader.Null), CancellationToken.None);
        return (code, JsonNode.Parse(output.ToString())!, error.ToString());
    }
}
