using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>Books, summaries and rebalancing of a running host.</summary>
[Collection(HostCollection.Name)]
public sealed class BooksAndDaysTests(SharedHost shared)
{
    private ServedHost Host => shared.Host;

    [Fact]
    public async Task Books_OfARunningHost_AgreeWithTheirLogWhileItTrades()
    {
        await Host.Until(async () => (await Host.Get("/api/trades"))["items"]!.AsArray() is { Count: > 0 } trades ? trades : null);

        for (var i = 0; i < 5; i++)
        {
            var report = await Host.Get("/api/books");
            report["agrees"]!.GetValue<bool>().ShouldBeTrue(report.ToJsonString());
        }

        var log = await Host.Http.GetStringAsync("/api/books/log?after=1");
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        var numbers = lines.Where(line => line["signal"] is null).Select(line => line["number"]!.GetValue<int>()).ToArray();
        numbers.ShouldBe(Enumerable.Range(2, numbers.Length));
        lines.Where(line => line["signal"]?["answer"] is not null).ShouldAllBe(line => line["after"]!.GetValue<int>() >= 1);
    }

    [Theory]
    [InlineData("/api/summaries/2024-13-01", "date")]
    [InlineData("/api/summaries/yesterday", "date")]
    [InlineData("/api/summaries/weeks/1066-10-14", "date")]
    [InlineData("/api/summaries?month=2024", "?month")]
    [InlineData("/api/summaries?from=2024-02-01&to=2024-01-01", "?from")]
    [InlineData("/api/summaries?month=2024-01&to=2024-01-01", "?month")]
    [InlineData("/api/books/log?after=-1", "?after")]
    [InlineData("/api/books?colour=red", "?colour")]
    [InlineData("/api/rebalancing?limit=0", "?limit")]
    [InlineData("/api/risk/report?date=yesterday", "?date")]
    public async Task Get_WrongParameter_NamesIt(string path, string field)
    {
        using var response = await Host.Send(HttpMethod.Get, path);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Fields(response)).ShouldContain(field);
    }

    [Theory]
    [InlineData("/api/summaries/2024-01-01")] // a holiday
    [InlineData("/api/summaries/2029-01-03")] // to come
    [InlineData("/api/summaries/months/2029-01-03")]
    [InlineData("/api/rebalancing/none")]
    [InlineData("/api/risk/report?date=2024-01-01")]
    public async Task Get_WhatIsNotThere_IsNotFound(string path)
    {
        using var response = await Host.Send(HttpMethod.Get, path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"targets":{"aapl":0.1},"by":"ann"}""", "targets.aapl", 422)]
    [InlineData("""{"targets":{"SPY":1.1},"by":"ann"}""", "targets.SPY", 422)]
    [InlineData("""{"targets":{"SPY":-0.1},"by":"ann"}""", "targets.SPY", 422)]
    [InlineData("""{"targets":{"SPY":0.6,"AAPL":0.6},"by":"ann"}""", "targets", 422)]
    [InlineData("""{"targets":{},"by":"ann"}""", "targets", 422)]
    [InlineData("""{"targets":{"NOSUCH":0.1},"by":"ann"}""", "targets.NOSUCH", 422)]
    [InlineData("""{"targets":{"SPY":0.1},"by":" "}""", "by", 422)]
    [InlineData("""{"targets":{"SPY":0.1},"by":"ann","minTrade":-1}""", "minTrade", 422)]
    [InlineData("""{"targets":{"SPY":"much"},"by":"ann"}""", "targets.SPY", 400)]
    [InlineData("""{"targets":null,"by":"ann"}""", "targets", 400)]
    [InlineData("{", "body", 400)]
    public async Task Propose_WrongBody_NamesTheField(string body, string field, int status)
    {
        using var response = await Host.Send(HttpMethod.Post, "/api/rebalancing", body);

        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        (await Fields(response)).ShouldContain(field);
    }

    [Theory]
    [InlineData("""{"symbol":"spy","exDate":"2024-03-06","newShares":4,"oldShares":1}""", "symbol", 400)]
    [InlineData("""{"symbol":"SPY","exDate":"soon","newShares":4,"oldShares":1}""", "exDate", 400)]
    [InlineData("""{"symbol":"SPY","exDate":"2024-03-06","newShares":0,"oldShares":1}""", "newShares", 422)]
    [InlineData("""{"symbol":"SPY","exDate":"2024-03-06","newShares":2,"oldShares":2}""", "newShares", 422)]
    public async Task Split_WrongBody_NamesTheField(string body, string field, int status)
    {
        using var response = await Host.Send(HttpMethod.Post, "/api/books/splits", body);

        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        (await Fields(response)).ShouldContain(field);
    }

    [Fact]
    public async Task Rebalance_ProposedAndRejected_IsKeptWithWhoSaidSo()
    {
        using var proposed = await Host.Send(HttpMethod.Post, "/api/rebalancing", """{"targets":{"SPY":0.05},"by":"ann"}""");
        proposed.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = JsonNode.Parse(await proposed.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();

        using var nobody = await Host.Send(HttpMethod.Post, $"/api/rebalancing/{id}/reject", """{"by":"","reason":"x"}""");
        using var rejected = await Host.Send(HttpMethod.Post, $"/api/rebalancing/{id}/reject", """{"by":"bob","reason":"not today"}""");
        using var approved = await Host.Send(HttpMethod.Post, $"/api/rebalancing/{id}/approve", """{"by":"eve","reason":"yes"}""");

        nobody.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        rejected.StatusCode.ShouldBe(HttpStatusCode.OK);
        approved.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var shown = await Host.Get($"/api/rebalancing/{id}");
        (shown["status"]!.GetValue<string>(), shown["decision"]!["by"]!.GetValue<string>()).ShouldBe(("rejected", "bob"));
        (await Host.Get("/api/rebalancing"))["items"]!.AsArray().ShouldContain(item => item!["id"]!.GetValue<string>() == id);
    }

    private static async Task<string[]> Fields(HttpResponseMessage response) =>
        [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>())];
}
