using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

[Collection(HostCollection.Name)]
public sealed class ExecuteTests(SharedHost shared)
{
    private static readonly string[] Answers = ["executed", "working", "partiallyFilled", "denied", "canceled", "unresolved"];

    [Fact]
    public async Task Execute_Hold_IsHeld()
    {
        var (status, answer) = await Execute(Signals.Valid(action: "HOLD"));

        status.ShouldBe(HttpStatusCode.OK);
        answer["status"]!.GetValue<string>().ShouldBe("held");
    }

    [Fact]
    public async Task Execute_Buy_AnswersWithStatusAndSteps()
    {
        var (status, answer) = await Execute(Signals.Valid());

        status.ShouldBe(HttpStatusCode.OK);
        Answers.ShouldContain(answer["status"]!.GetValue<string>());
        answer["steps"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Execute_BeyondALimit_IsDeniedOrCutWithTheReason()
    {
        var (_, answer) = await Execute(Signals.Valid(quantity: 900_000m));

        var reasons = answer["denials"]?.AsArray() ?? answer["cutBy"]!.AsArray();
        reasons.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Execute_SameSignalManyTimesAtOnce_GivesOneAnswer()
    {
        var body = Signals.Valid(symbol: "MSFT");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Execute(body)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.Select(a => a.Answer.ToJsonString()).Distinct().Count().ShouldBe(1);
        (await Execute(body)).Answer.ToJsonString().ShouldBe(answers[0].Answer.ToJsonString());
    }

    [Fact]
    public async Task Execute_SameIdOtherBody_IsAConflict()
    {
        var first = Signals.Valid(action: "HOLD");
        await Execute(first);
        var second = (JsonObject)first.DeepClone();
        second["confidence"] = 0.8;

        (await Execute(second)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Send("/api/signals", second)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Execute_TimestampOfTheWall_IsTakenAsNow()
    {
        var signal = Signals.Valid(action: "HOLD");
        signal["timestamp"] = DateTime.UtcNow.ToString("O");

        (await Execute(signal)).Status.ShouldBe(HttpStatusCode.OK);
        (await Execute(signal)).Status.ShouldBe(HttpStatusCode.OK);
        signal["timestamp"] = DateTime.UtcNow.AddSeconds(-30).ToString("O");
        (await Execute(signal)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Enqueue_Signal_IsAnsweredAtItsStatusUrl()
    {
        var signal = Signals.Valid(symbol: "KO");

        using var response = await shared.Host.Send(HttpMethod.Post, "/api/signals", signal.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var url = response.Headers.Location!.ToString();
        url.ShouldBe($"/api/signals/{signal["id"]}");
        var answered = await shared.Host.Until(async () => await shared.Host.Get(url) is var seen && seen["status"]!.GetValue<string>() == "answered" ? seen : null);
        answered["answer"]!["signalId"]!.GetValue<string>().ShouldBe(signal["id"]!.GetValue<string>());
    }

    private Task<(HttpStatusCode Status, JsonNode Answer)> Execute(JsonObject signal) => Send("/api/signals/execute", signal);

    private async Task<(HttpStatusCode Status, JsonNode Answer)> Send(string path, JsonObject signal)
    {
        using var response = await shared.Host.Send(HttpMethod.Post, path, signal.ToJsonString());
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
