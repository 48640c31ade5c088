using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Hosting;
using TradingFunctions.Local.Tests.Serve;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Tests.Analysis;

/// <summary>Analyses over HTTP in a running host.</summary>
[Collection(HostCollection.Name)]
public sealed class AnalysisApiTests(SharedHost shared)
{
    [Fact]
    public async Task Analysis_ThatIsOver_IsFoundByItsTags_AndAskedForAgainStaysAsItIs()
    {
        var (folder, id) = (Directory.CreateDirectory(Path.Combine(shared.Host.Data, "prices")), $"api-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{id}.csv"), Table());
        var wish = new JsonObject { ["prices"] = $"{id}.csv", ["id"] = id, ["slices"] = 4, ["tags"] = new JsonArray("desk:energy") };

        (await Post(wish)).ShouldBe(HttpStatusCode.Accepted);
        var over = await shared.Host.Until(async () => (await shared.Host.Get($"/api/analyses/{id}")) is var now && (string)now["status"]! == "finished" ? now : null);
        (await Post(wish)).ShouldBe(HttpStatusCode.Accepted);
        var again = await shared.Host.Get($"/api/analyses/{id}");

        ((string)again["status"]!).ShouldBe("finished");
        JsonNode.DeepEquals(again["metrics"], over["metrics"]).ShouldBeTrue();
        ((string?)again["finishedUtc"]).ShouldBe((string?)over["finishedUtc"]);
        (await Ids("desk:energy")).ShouldContain(id);
        (await Ids("contract:BBB&tag=slice:4")).ShouldContain(id);
        (await Ids("contract:CCC")).ShouldNotContain(id);

        wish["slices"] = 5;
        (await Post(wish)).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Analyses_RecordedFromElsewhere_TakeNoPlacesInTheList()
    {
        var (folder, id) = (Directory.CreateDirectory(Path.Combine(shared.Host.Data, "prices")), $"api-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{id}.csv"), Table());
        (await Post(new JsonObject { ["prices"] = $"{id}.csv", ["id"] = id, ["tags"] = new JsonArray(id) })).ShouldBe(HttpStatusCode.Accepted);
        var elsewhere = $$"""{"id":"{{id}}-x","kind":"analysis","name":"n","tags":["{{id}}"],"status":"finished","createdUtc":"2100-01-01T00:00:00Z","finishedUtc":"2100-01-01T00:00:00Z","parameters":{},"metrics":{},"artefacts":[]}""";
        using var put = await shared.Host.Send(HttpMethod.Put, $"/api/runs/{id}-x", elsewhere);
        put.IsSuccessStatusCode.ShouldBeTrue(await put.Content.ReadAsStringAsync());

        (await Ids($"{id}&limit=1")).ShouldBe([id]);
    }

    [Fact]
    public async Task Analysis_ThatIsTerminated_IsAFailedRun()
    {
        var (folder, id) = (Directory.CreateDirectory(Path.Combine(shared.Host.Data, "prices")), $"api-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{id}.csv"), Table());

        // So many slices that it is not over before the request to end it is there.
        (await Post(new JsonObject { ["prices"] = $"{id}.csv", ["id"] = id, ["slices"] = 1000, ["concurrency"] = 1 })).ShouldBe(HttpStatusCode.Accepted);
        using var ended = await shared.Host.Send(HttpMethod.Post, $"/api/instances/analysis-{id}/terminate?reason=a%20test", "{}");
        ended.IsSuccessStatusCode.ShouldBeTrue(await ended.Content.ReadAsStringAsync());
        await shared.Host.Until(async () => (string)(await shared.Host.Get($"/api/instances/analysis-{id}"))["instance"]!["status"]! == "terminated" ? new JsonObject() : null);

        var listed = (await shared.Host.Get("/api/runs?kind=analysis"))["items"]!.AsArray().Single(run => (string)run!["id"]! == id)!;
        ((string)listed["status"]!, listed["finishedUtc"] is null).ShouldBe(("failed", false));
        ((string)listed["failure"]!).ShouldNotBeEmpty();
        ((string)(await shared.Host.Get($"/api/analyses/{id}"))["status"]!).ShouldBe("failed");
    }

    [Fact]
    public async Task Analysis_WithResultsThatThisBuildCannotWrite_IsRefusedAndNamesTheField()
    {
        if (ResultTableFormats.Find().Problem(ResultFormat.Parquet) is null)
        {
            // This build writes them.
            return;
        }

        using var answer = await shared.Host.Send(HttpMethod.Post, "/api/analyses", """{"prices":"none.csv","format":"Parquet"}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"format\"");
    }

    private async Task<HttpStatusCode> Post(JsonNode wish)
    {
        using var answer = await shared.Host.Send(HttpMethod.Post, "/api/analyses", wish.ToJsonString());
        return answer.StatusCode;
    }

    private async Task<string[]> Ids(string tags) => [.. (await shared.Host.Get($"/api/analyses?tag={tags}"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    private static string Table()
    {
        var text = new StringBuilder("timestamp,AAA,BBB\n");
        for (var i = 0; i < 100; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{new DateTime(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc).AddMinutes(i):yyyy-MM-ddTHH:mm:ssZ},{100 + (5 * Math.Sin(i)):F4},{50 + (3 * Math.Cos(i)):F4}\n");
        }

        return text.ToString();
    }
}
