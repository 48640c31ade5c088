using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Risk;

[Collection(HostCollection.Name)]
public sealed class LimitApiTests(SharedHost shared)
{
    private const string Anna = "anna";

    [Fact]
    public async Task Limits_ReadAndChanged_AreInForceRecordedAndGuardedByTheirETag()
    {
        var etag = (await shared.Host.Get("/api/risk/limits"))["eTag"]!.GetValue<string>();

        var (status, changed) = await Send(HttpMethod.Put, "/api/risk/limits/maxWindowOrders", """{"value":100000,"reason":"test"}""", Anna, etag);
        var (late, _) = await Send(HttpMethod.Put, "/api/risk/limits/maxWindowOrders", """{"value":90000,"reason":"test"}""", Anna, etag);

        status.ShouldBe(HttpStatusCode.OK, changed?.ToJsonString());
        late.ShouldBe(HttpStatusCode.PreconditionFailed);
        Limit(await shared.Host.Get("/api/risk/limits"), "maxWindowOrders")["value"]!.GetValue<int>().ShouldBe(100_000);
        var row = (await shared.Host.Get("/api/audit?limit=1000"))["items"]!.AsArray().First(r => r!["subject"]!.GetValue<string>() == "risk.maxWindowOrders");
        row!["by"]!.GetValue<string>().ShouldBe(Anna);
    }

    [Theory]
    [InlineData("maxGrossExposure", "5", HttpStatusCode.UnprocessableEntity, "risk.maxGrossExposure")]
    [InlineData("maxGrossExposure", "null", HttpStatusCode.UnprocessableEntity, "risk.maxGrossExposure")]
    [InlineData("maxDrawdown", "null", HttpStatusCode.UnprocessableEntity, "maxDrawdown")]
    [InlineData("maxDrawdown", "\"a lot\"", HttpStatusCode.UnprocessableEntity, "risk.maxDrawdown")]
    [InlineData("maxNonsense", "1", HttpStatusCode.NotFound, null)]
    public async Task Limit_ThatMayNotBe_IsRefusedAndNamed(string name, string value, HttpStatusCode expected, string? field)
    {
        var etag = (await shared.Host.Get("/api/risk/limits"))["eTag"]!.GetValue<string>();

        var (status, problem) = await Send(HttpMethod.Put, $"/api/risk/limits/{name}", $$"""{"value":{{value}},"reason":"test"}""", Anna, etag);

        status.ShouldBe(expected);
        (problem!["errors"]?[0]!["field"]!.GetValue<string>()).ShouldBe(field);
    }

    [Theory]
    [InlineData("\"10d\"")]
    [InlineData("5")]
    public async Task Limit_ThatIsADuration_IsRefusedWithItsForm(string value)
    {
        var etag = (await shared.Host.Get("/api/risk/limits"))["eTag"]!.GetValue<string>();

        var (status, problem) = await Send(HttpMethod.Put, "/api/risk/limits/cooldown", $$"""{"value":{{value}},"reason":"test"}""", Anna, etag);

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem!["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("1.00:00:00");
    }

    [Fact]
    public async Task Change_WithoutETagNameOrReason_IsRefused()
    {
        (await Send(HttpMethod.Put, "/api/risk/limits/maxPositions", """{"value":49,"reason":"test"}""", Anna)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await Send(HttpMethod.Put, "/api/risk/limits/maxPositions", """{"value":49,"reason":"test"}""", caller: null, "x")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Send(HttpMethod.Put, "/api/risk/limits/maxPositions", """{"value":49,"reason":" "}""", Anna, "x")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(HttpMethod.Put, "/api/risk/limits/maxPositions", """{"reason":"test"}""", Anna, "x")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Override_ByTwoPersons_IsInForceUntilItEnds()
    {
        var (asked, body) = await Send(HttpMethod.Post, "/api/risk/overrides", """{"limit":"maxVolumeShare","value":null,"minutes":5,"reason":"test"}""", Anna);
        var id = body!["id"]!.GetValue<string>();

        asked.ShouldBe(HttpStatusCode.Accepted);
        (await Send(HttpMethod.Post, $"/api/risk/overrides/{id}/confirm", """{"reason":"mine"}""", Anna)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Send(HttpMethod.Post, $"/api/risk/overrides/{id}/confirm", """{"reason":"agreed"}""", "ben")).Status.ShouldBe(HttpStatusCode.OK);
        Limit(await shared.Host.Get("/api/risk/limits"), "maxVolumeShare")["overriddenUntilUtc"].ShouldNotBeNull();
        (await Send(HttpMethod.Post, $"/api/risk/overrides/{id}/end", """{"reason":"done"}""", "ben")).Status.ShouldBe(HttpStatusCode.OK);
        Limit(await shared.Host.Get("/api/risk/limits"), "maxVolumeShare")["overriddenUntilUtc"].ShouldBeNull();
    }

    [Fact]
    public async Task Strategy_SwitchedOffAndOn_SaysSo()
    {
        var (_, off) = await Send(HttpMethod.Put, "/api/risk/strategies/idle", """{"on":false,"reason":"test"}""", Anna);
        var (_, on) = await Send(HttpMethod.Put, "/api/risk/strategies/idle", """{"on":true,"reason":"test"}""", Anna);

        (off!["on"]!.GetValue<bool>(), on!["on"]!.GetValue<bool>()).ShouldBe((false, true));
        off["haltedUtc"].ShouldNotBeNull();
    }

    private static JsonNode Limit(JsonNode limits, string name) => limits["limits"]!.AsArray().First(limit => limit!["name"]!.GetValue<string>() == name)!;

    private async Task<(HttpStatusCode Status, JsonNode? Body)> Send(HttpMethod method, string path, string body, string? caller, string? etag = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (caller is not null)
        {
            request.Headers.Add("x-caller", caller);
        }

        if (etag is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{etag}\""));
        }

        using var response = await shared.Host.Http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }
}
