using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

[Collection(HostCollection.Name)]
public sealed class StrategyTests(SharedHost shared)
{
    [Fact]
    public async Task List_HasBuiltInsAndThePlanner_WithStateFiguresAndTimes()
    {
        var items = (await shared.Host.Get("/api/strategies"))["items"]!.AsArray();

        items.Select(item => (string)item!["name"]!).ShouldBe(items.Select(item => (string)item!["name"]!).Order(StringComparer.Ordinal));
        items.Where(item => (string)item!["kind"]! == "builtIn").Select(item => (string)item!["name"]!)
            .ShouldBe(["momentum", "moving-average-crossover", "opening-range", "rsi-reversion", "trained", "volume-breakout", "z-score-reversion"]);
        var rules = items.Single(item => (string)item!["kind"]! == "planner")!;
        ((string)rules["name"]!, (string)rules["state"]!).ShouldBe(("rules", "running"));
        items.ShouldAllBe(item => item!["performance"]!["trades"] != null && item["parameters"] != null);
    }

    [Fact]
    public async Task Show_HasTheSchemaOfTheParametersAndAnETag()
    {
        using var response = await shared.Host.Http.GetAsync("/api/strategies/z-score-reversion");
        var strategy = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        response.Headers.ETag!.Tag.ShouldBe($"\"{strategy["eTag"]}\"");
        strategy["schema"]!["properties"]!["period"]!.ToJsonString().ShouldBe("""{"type":"integer","description":"Closes in mean and deviation.","default":20,"minimum":3,"maximum":500}""");
        strategy["parameters"]!.ToJsonString().ShouldBe("""{"period":20,"entry":2,"exit":0}""");
    }

    [Fact]
    public async Task Patch_ChangesParametersAndLimits_IsAuditedPerValue_AndAnOldETagIs412()
    {
        var before = await shared.Host.Get("/api/strategies/volume-breakout");

        using var done = await Patch("volume-breakout", """{"parameters":{"lookback":30},"maxPositionShare":0.03,"symbols":["SPY"],"reason":"smaller"}""", (string)before["eTag"]!);
        using var late = await Patch("volume-breakout", """{"enabled":true,"reason":"late"}""", (string)before["eTag"]!);

        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var after = await shared.Host.Get("/api/strategies/volume-breakout");
        (after["parameters"]!.ToJsonString(), (decimal)after["maxPositionShare"]!, after["symbols"]!.ToJsonString(), (bool)after["enabled"]!).ShouldBe(("""{"lookback":30,"volumeFactor":1.5}""", 0.03m, """["SPY"]""", false));
        var rows = (await shared.Host.Get("/api/audit?limit=200"))["items"]!.AsArray().Where(row => ((string)row!["subject"]!).StartsWith("strategies.volume-breakout", StringComparison.Ordinal));
        rows.Select(row => $"{row!["subject"]} {row["before"]} {row["after"]} {row["by"]} {row["reason"]}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "strategies.volume-breakout.maxPositionShare  0.03 anna smaller",
            """strategies.volume-breakout.parameters  {"lookback":30} anna smaller""",
            """strategies.volume-breakout.symbols [] ["SPY"] anna smaller""",
        ]);

        using var back = await Patch("volume-breakout", """{"parameters":{"lookback":null},"maxPositionShare":null,"symbols":[],"reason":"back"}""", (string)after["eTag"]!);
        JsonNode.Parse(await back.Content.ReadAsStringAsync())!["parameters"]!.ToJsonString().ShouldBe("""{"lookback":20,"volumeFactor":1.5}""");
    }

    [Theory]
    [InlineData("""{"parameters":{"period":1},"reason":"r"}""", "parameters.period", "Must be a whole number from 2 to 70, is 1.")]
    [InlineData("""{"parameters":{"oversold":80},"reason":"r"}""", "parameters.oversold", "Must be below overbought (70), is 80.")]
    [InlineData("""{"parameters":{"speed":1},"reason":"r"}""", "parameters.speed", "Is no parameter; there are period, oversold, overbought.")]
    [InlineData("""{"parameters":{"period":"x","oversold":null},"reason":"r"}""", "parameters.period", "Must be a whole number from 2 to 70, is \"x\".")]
    [InlineData("""{"parameters":[1],"reason":"r"}""", "parameters", "Must be an object of parameters by name.")]
    [InlineData("""{"parameters":{"period":3,"period":4},"reason":"r"}""", "parameters", "period")]
    [InlineData("""{"enabled":"yes","reason":"r"}""", "enabled", "wrong type")]
    [InlineData("""{"enabled":null,"reason":"r"}""", "enabled", "Must not be null.")]
    [InlineData("""{"maxPositionShare":0,"reason":"r"}""", "maxPositionShare", "must be more than 0 and at most 20, is 0.")]
    [InlineData("""{"maxPositionShare":"1e400","reason":"r"}""", "maxPositionShare", "wrong type")]
    [InlineData("""{"minConfidence":1.5,"reason":"r"}""", "minConfidence", "must be from 0 to 1, is 1.5.")]
    [InlineData("""{"maxPositionShare":0.5,"maxExposureShare":0.1,"reason":"r"}""", "maxPositionShare", "must not exceed")]
    [InlineData("""{"symbols":["A B"],"reason":"r"}""", "symbols", "wrong type")]
    [InlineData("""{"class":"X","reason":"r"}""", "class", "")]
    [InlineData("""{"enabled":true}""", "reason", "")]
    [InlineData("""{"enabled":true,"reason":" "}""", "reason", "Say why")]
    [InlineData("[]", "body", "")]
    [InlineData("{", "body", "")]
    public async Task Patch_WithWhatIsNotAllowed_NamesTheFieldAndChangesNothing(string body, string field, string message)
    {
        var before = await shared.Host.Get("/api/strategies/rsi-reversion");

        using var response = await Patch("rsi-reversion", body, (string)before["eTag"]!);

        ((int)response.StatusCode).ShouldBeInRange(400, 422);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var said = string.Join(Environment.NewLine, problem["errors"]!.AsArray().Select(error => $"{error!["field"]}: {error["message"]}"));
        said.ShouldContain(field);
        said.ShouldContain(message);
        (await shared.Host.Get("/api/strategies/rsi-reversion"))["parameters"]!.ToJsonString().ShouldBe(before["parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task Patch_WithoutWhatItNeeds_IsRefused()
    {
        using var unnamed = new HttpRequestMessage(HttpMethod.Patch, "/api/strategies/momentum") { Content = Json("""{"enabled":true,"reason":"r"}""") };
        using var withoutCaller = await shared.Host.Http.SendAsync(unnamed);
        using var withoutTag = await Patch("momentum", """{"enabled":true,"reason":"r"}""", etag: null);
        using var unknown = await Patch("momentun", """{"enabled":true,"reason":"r"}""", "x");
        using var badName = await Patch("a%20b", """{"enabled":true,"reason":"r"}""", "x");

        withoutCaller.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        withoutTag.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("there are momentum");
        badName.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await shared.Host.Http.GetAsync("/api/strategies/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<HttpResponseMessage> Patch(string name, string body, string? etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/strategies/{name}") { Content = Json(body) };
        request.Headers.Add("x-caller", "anna");
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{etag}\"");
        }

        return shared.Host.Http.SendAsync(request);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
