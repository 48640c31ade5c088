using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Api;
using TradingFunctions.Local.Tests.Serve;
using TradingFunctions.TestKit.Live;

namespace TradingFunctions.Local.Tests.Live;

[Collection(HostCollection.Name)]
public sealed class LiveHubTests(SharedHost shared) : IDisposable
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));

    public void Dispose() => limit.Dispose();

    [Fact]
    public async Task Connection_BeginsWithASnapshot_AndGoesOnWithoutAGapAtMostFourTimesASecond()
    {
        await using var connection = await Open();
        var first = await connection.NextFrame(limit.Token);
        ((string?)first["kind"]).ShouldBe("snapshot");
        first["set"]!["portfolio"]!["account"].ShouldNotBeNull();

        var began = TimeProvider.System.GetTimestamp();
        var sequence = (long)first["sequence"]!;
        for (var i = 0; i < 8; i++)
        {
            var frame = await connection.NextFrame(limit.Token);
            ((string?)frame["kind"]).ShouldBe("delta");
            ((long)frame["from"]!).ShouldBe(sequence);
            sequence = (long)frame["sequence"]!;
        }

        // Eight frames lie at least seven pauses apart; timers may be early by their resolution.
        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(7 * 240));
    }

    [Fact]
    public async Task Connection_WhenAnOrderIsMade_SeesItAsTheApiShowsIt()
    {
        await using var connection = await Open();
        await connection.NextFrame(limit.Token);
        await shared.Host.Until(async () => (string?)(await shared.Host.Get("/api/live/snapshot"))["set"]!["host"]!["host"]!["isOpen"]!.ToJsonString() == "true" ? "open" : null);
        var answer = await Execute(Signals.Valid(symbol: "KO"));
        var id = (string)answer["orderId"]!;

        JsonNode? seen;
        do
        {
            seen = (await connection.NextFrame(limit.Token))["set"]!["orders"]?[id];
        }
        while (seen is null);

        ((string)seen["symbol"]!).ShouldBe("KO");
        ((string)seen["origin"]!).ShouldBe((string)answer["signalId"]!);
        ((decimal)seen["quantity"]!).ShouldBe((decimal)answer["quantity"]!);
    }

    [Fact]
    public async Task Connection_ThatDoesNotRead_HoldsUpNobody()
    {
        var stuck = new List<LiveConnection>();
        for (var i = 0; i < 8; i++)
        {
            stuck.Add(await Open());
        }

        await using var reader = await Open();
        var first = await reader.NextFrame(limit.Token);
        JsonNode last = first;
        for (var i = 0; i < 12; i++)
        {
            last = await reader.NextFrame(limit.Token);
        }

        ((string?)last["kind"]).ShouldBe("delta");
        ((long)last["sequence"]!).ShouldBeGreaterThanOrEqualTo((long)first["sequence"]! + 12);
        foreach (var connection in stuck)
        {
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Snapshot_OverHttp_HoldsWhatTheApiAnswers()
    {
        var snapshot = (await shared.Host.Get("/api/live/snapshot"))["set"]!;
        var monitors = (await shared.Host.Get("/api/monitors?all=true"))["items"]!.AsArray();

        snapshot["portfolio"]!["account"]!["startEquity"]!.ToJsonString().ShouldBe((await shared.Host.Get("/api/portfolio"))["startEquity"]!.ToJsonString());
        foreach (var monitor in monitors.Where(monitor => snapshot["monitors"]?[(string)monitor!["instanceId"]!] is not null))
        {
            snapshot["monitors"]![(string)monitor!["instanceId"]!]!["symbol"]!.ToJsonString().ShouldBe(monitor["symbol"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Connection_WithoutKey_IsRefused() =>
        (await Should.ThrowAsync<WebSocketException>(() => LiveConnection.Open(shared.Host.Http.BaseAddress!, [], limit.Token))).Message.ShouldContain("401");

    [Fact]
    public async Task Negotiate_OffersWebSockets()
    {
        using var response = await shared.Host.Send(HttpMethod.Post, "/api/live/negotiate?negotiateVersion=1");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["availableTransports"]!.AsArray().Select(transport => (string)transport!["transport"]!).ShouldContain("WebSockets");
    }

    private Task<LiveConnection> Open() => LiveConnection.Open(shared.Host.Http.BaseAddress!, [new("x-functions-key", shared.Host.Key)], limit.Token);

    private async Task<JsonNode> Execute(JsonObject signal)
    {
        using var response = await shared.Host.Send(HttpMethod.Post, "/api/signals/execute", signal.ToJsonString());
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        answer["orderId"].ShouldNotBeNull(answer.ToJsonString());
        return answer;
    }
}
