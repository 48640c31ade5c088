using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

[Collection(HostCollection.Name)]
public sealed class RouteTests(SharedHost shared)
{
    private ServedHost Host => shared.Host;

    [Fact]
    public async Task Host_WithinAHalfMinute_HasFilledOrdersAndMonitorsAndBooksThatAddUp()
    {
        await Host.Until(async () => (await Host.Get("/api/orders?status=filled"))["items"]!.AsArray() is { Count: > 0 } filled ? filled : null);

        (await Host.Get("/api/monitors"))["items"]!.AsArray().Count.ShouldBeGreaterThan(0);
        (await Host.Get("/api/scans"))["items"]![0]!["candidates"]!.AsArray().Count.ShouldBeGreaterThan(0);
        (await Host.Get("/api/trades"))["items"]!.AsArray().Count.ShouldBeGreaterThan(0);
        var portfolio = await Host.Get("/api/portfolio");
        Number(portfolio, "equity").ShouldBe(Number(portfolio, "cash") + Number(portfolio, "marketValue"));
        Number(portfolio, "equity").ShouldBe(Number(portfolio, "startEquity") + Number(portfolio, "realizedPnl") + Number(portfolio, "unrealizedPnl") - Number(portfolio, "fees"));
        portfolio["positions"]!.AsArray().Sum(p => Number(p!, "marketValue")).ShouldBe(Number(portfolio, "marketValue"));
    }

    [Fact]
    public async Task Order_OfAList_IsShownWithItsDecision()
    {
        var order = await Host.Until(async () => (await Host.Get("/api/orders?status=filled&limit=1"))["items"]!.AsArray() is [var first] ? first : null);

        var shown = await Host.Get($"/api/orders/{order["id"]}");

        shown["decision"]!["checks"]!.AsArray().ShouldNotBeEmpty();
        using var cancelled = await Host.Send(HttpMethod.Delete, $"/api/orders/{order["id"]}");
        cancelled.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Orders_InPages_AreThoseOfOnePage()
    {
        await Host.Until(async () => (await Host.Get("/api/orders?status=filled"))["items"]!.AsArray() is { Count: > 2 } filled ? filled : null);
        var symbol = (await Host.Get("/api/orders?status=filled&limit=1"))["items"]![0]!["symbol"]!.GetValue<string>();

        var ids = new List<string>();
        string? next = null;
        do
        {
            var page = await Host.Get($"/api/orders?symbol={symbol}&limit=1{(next is null ? string.Empty : $"&after={next}")}");
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(1);
            ids.AddRange(page["items"]!.AsArray().Select(o => o!["id"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);

        ids.ShouldBeUnique();
        ids.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Monitor_OfAList_IsShownTakesAPlanAndStops()
    {
        var symbol = (await Host.Until(async () => (await Host.Get("/api/monitors"))["items"]!.AsArray() is { Count: > 5 } all ? all : null))[^1]!["symbol"]!.GetValue<string>();

        (await Host.Get($"/api/monitors/{symbol}"))["plan"]!["triggers"]!.AsArray().ShouldNotBeEmpty();
        using var put = await Host.Send(HttpMethod.Put, $"/api/monitors/{symbol}/plan", """{"triggers":[{"name":"far","intent":"inform","conditions":[{"kind":"priceAbove","price":999999}]}]}""");
        put.StatusCode.ShouldBe(HttpStatusCode.OK, await put.Content.ReadAsStringAsync());
        await Host.Until(async () => (await Host.Get($"/api/monitors/{symbol}"))["monitor"]!["planVersion"]!.GetValue<int>() > 1 ? "changed" : null);
        using var refused = await Host.Send(HttpMethod.Put, $"/api/monitors/{symbol}/plan", """{"triggers":[{"name":"bad","intent":"inform","conditions":[{"kind":"priceAbove"}]}]}""");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var stop = await Host.Send(HttpMethod.Post, $"/api/monitors/{symbol}/stop");
        stop.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Host.Until(async () => (await Host.Get("/api/monitors"))["items"]!.AsArray().All(m => m!["symbol"]!.GetValue<string>() != symbol) ? "stopped" : null);
    }

    [Fact]
    public async Task Instance_OfAList_IsShownWithItsHistory()
    {
        var desk = (await Host.Until(async () => (await Host.Get("/api/instances?orchestration=AlertDesk"))["items"]!.AsArray() is { Count: > 0 } all ? all : null))[0]!;

        var shown = await Host.Get($"/api/instances/{desk["instanceId"]}?limit=5");

        shown["instance"]!["orchestration"]!.GetValue<string>().ShouldBe("AlertDesk");
        shown["history"]!["items"]!.AsArray().Count.ShouldBeInRange(1, 5);
        using var purge = await Host.Send(HttpMethod.Delete, $"/api/instances/{desk["instanceId"]}");
        purge.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task EndedInstance_CanBePurged()
    {
        var scan = (await Host.Until(async () => (await Host.Get("/api/instances?orchestration=MarketScan&status=completed"))["items"]!.AsArray() is { Count: > 0 } all ? all : null))[0]!;

        using var terminate = await Host.Send(HttpMethod.Post, $"/api/instances/{scan["instanceId"]}/terminate");
        terminate.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var purge = await Host.Send(HttpMethod.Delete, $"/api/instances/{scan["instanceId"]}");
        purge.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Workers_ListsThisHost()
    {
        var worker = await Host.Until(async () => (await Host.Get("/api/workers"))["items"]!.AsArray() is [var first] ? first : null);

        worker["role"]!.GetValue<string>().ShouldBe("serve");
    }

    [Fact]
    public async Task Config_IsShownAndAgreesWithTheFile()
    {
        (await Host.Get("/api/config"))["simulation"]!["speed"]!.GetValue<int>().ShouldBe(60);

        // Other tests change limits of this host, in whatever order they run.
        (await Host.Get("/api/config/diff"))["items"]!.AsArray().Select(item => (string)item!["key"]!).Where(key => !key.StartsWith("risk.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/positions")]
    [InlineData("/api/signals")]
    [InlineData("/api/queue/poison")]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    public async Task Address_Answers(string path) => (await Host.Get(path)).ShouldNotBeNull();

    private static decimal Number(JsonNode node, string member) => node[member]!.GetValue<decimal>();
}
