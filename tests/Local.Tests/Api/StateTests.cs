using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

[Collection(HostCollection.Name)]
public sealed class StateTests(SharedHost shared)
{
    [Fact]
    public async Task State_HaltedAndResumed_IsAuditedWithBothChanges()
    {
        var (halted, tag) = await Put("""{"state":"halted","reason":"test of the switch","by":"ann"}""");
        var (blind, _) = await Put("""{"state":"active","reason":"hurry","by":"ann"}""");
        var (stale, _) = await Put("""{"state":"active","reason":"hurry","by":"ann"}""", "\"0\"");
        var (resumed, _) = await Put("""{"state":"active","reason":"test is over","by":"ann"}""", tag);

        halted.ShouldBe(HttpStatusCode.OK);
        blind.ShouldBe(HttpStatusCode.PreconditionRequired);
        stale.ShouldBe(HttpStatusCode.PreconditionFailed);
        resumed.ShouldBe(HttpStatusCode.OK);
        (await shared.Host.Get("/api/risk/state"))["state"]!.GetValue<string>().ShouldBe("active");
        var reasons = (await shared.Host.Get("/api/audit"))["items"]!.AsArray().Select(row => row!["reason"]!.GetValue<string>()).ToArray();
        reasons.ShouldContain("test of the switch");
        reasons.ShouldContain("test is over");
    }

    [Theory]
    [InlineData("""{"state":"asleep","reason":"r","by":"ann"}""", "state")]
    [InlineData("""{"state":"halted","reason":" ","by":"ann"}""", "reason")]
    [InlineData("""{"state":"halted","reason":"r","by":""}""", "by")]
    [InlineData("""{"state":"reducing","reason":"r","by":"ann","flatten":true}""", "flatten")]
    public async Task State_BadBody_NamesTheField(string body, string field)
    {
        using var answer = await shared.Host.Send(HttpMethod.Put, "/api/risk/state", body);

        ((int)answer.StatusCode).ShouldBeInRange(400, 422);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!["field"]!.GetValue<string>().ShouldBe(field);
    }

    [Fact]
    public async Task State_BadIfMatch_IsNamed()
    {
        var (status, _) = await Put("""{"state":"active","reason":"r","by":"ann"}""", "\"x\"");

        status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Lock_AddedAndRemoved_IsListedMeanwhile()
    {
        var until = (DateTime.Parse((await shared.Host.Get("/api/portfolio"))["asOfUtc"]!.GetValue<string>(), CultureInfo.InvariantCulture).ToUniversalTime() + TimeSpan.FromDays(30)).ToString("O", CultureInfo.InvariantCulture);
        using var added = await shared.Host.Send(HttpMethod.Post, "/api/locks", $$"""{"symbol":"ZZZZ","reason":"earnings","by":"ann","untilUtc":"{{until}}"}""");

        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await shared.Host.Get("/api/locks"))["items"]!.AsArray().ShouldContain(held => held!["symbol"]!.GetValue<string>() == "ZZZZ" && held["manual"]!.GetValue<bool>());
        using var removed = await shared.Host.Send(HttpMethod.Delete, "/api/locks/ZZZZ");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await shared.Host.Send(HttpMethod.Delete, "/api/locks/ZZZZ");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Lock_ThatHasEnded_IsRefusedByItsField()
    {
        using var answer = await shared.Host.Send(HttpMethod.Post, "/api/locks", """{"symbol":"ZZZZ","reason":"earnings","by":"ann","untilUtc":"2001-01-01T00:00:00Z"}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!["field"]!.GetValue<string>().ShouldBe("untilUtc");
    }

    private async Task<(HttpStatusCode Status, string? Tag)> Put(string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/risk/state") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
        }

        using var answer = await shared.Host.Http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.ETag?.Tag);
    }
}
