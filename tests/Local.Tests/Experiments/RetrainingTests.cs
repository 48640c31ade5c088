using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Experiments;

/// <summary>A host that trains by itself, on a clock so fast that a session takes seconds.</summary>
public sealed class RetrainingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Model_ThatHasDrifted_IsReported_AndTrainedAnewAfterTheDay()
    {
        // It learned that a move goes on; in the made-up market none does, and what it says of that market is worse than nothing.
        var bars = PlantedBars.Write(folder, persistence: 0.6, new DateOnly(2004, 1, 5));
        (await Run("models", "train", "--bars", bars, "--horizon", "1", "--folds", "4", "--data", folder["data"], "--json")).ShouldContain("\"stage\":\"current\"");
        await using var host = await Start();

        var health = await host.Until(async () => (await host.Get("/api/risk/report"))["model"]);
        var instance = await host.Until(async () => (await Retrainings(host)).FirstOrDefault(item => (string)item["status"]! == "completed"));

        ((bool)health["hasDrifted"]!).ShouldBeTrue(health.ToJsonString());
        ((string)instance["instanceId"]!).ShouldBe("retrain-retrained-20060103");
        ((string)instance["input"]!["reason"]!).ShouldStartWith($"{health["model"]} has drifted: t -");
        ((string)(await host.Get("/api/runs/retrained-20060103"))["kind"]!).ShouldBe("training");
        ((string)(await host.Get("/api/models/retrained-20060103"))["decision"]!).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Week_ThatEnds_HasAModelTrained_AndNoDayBefore()
    {
        await using var host = await Start();

        var instance = await host.Until(async () => (await Retrainings(host)).FirstOrDefault(item => (string)item["status"]! is "completed" or "failed"));

        // The simulation begins on a Tuesday; Friday ends its first week.
        ((string)instance["instanceId"]!, (string)instance["input"]!["reason"]!).ShouldBe(("retrain-retrained-20060106", "end of the week"));
        ((string)instance["status"]!).ShouldBe("completed", instance.ToJsonString());
    }

    private static async Task<JsonNode[]> Retrainings(ServedHost host) => [.. (await host.Get("/api/instances?orchestration=RetrainModel"))["items"]!.AsArray().OfType<JsonNode>()];

    private async Task<ServedHost> Start()
    {
        await File.WriteAllTextAsync(folder["trading.yaml"], """
            learning: { enabled: true, horizon: 1, folds: 2, bars: 1500, symbols: 5 }
            simulation: { symbols: [KO, BAC, IBM, DIS, GLD] }
            """);
        return await ServedHost.Start(folder["data"], "--speed", "6000", "--config", folder["trading.yaml"]);
    }

    private static async Task<string> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        (await CommandLine.Run(arguments, new CliConsole(output, error, TextReader.Null), CancellationToken.None)).ShouldBe(ExitCodes.Ok, error.ToString());
        return output.ToString();
    }
}
