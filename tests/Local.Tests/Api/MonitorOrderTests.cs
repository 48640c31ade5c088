using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Monitors;
using TradingFunctions.Api.Signals;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Orchestrations;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>What a person orders of a monitor, and what becomes of the order at the portfolio's orchestration.</summary>
public sealed class MonitorOrderTests : IAsyncLifetime
{
    private static readonly RunId Run = new("main-20240306");
    private static readonly Symbol Aapl = new("AAPL");
    private static readonly Symbol Msft = new("MSFT");

    private readonly ManualClock clock = new(new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc));
    private readonly InMemoryDocumentStore store = new();
    private readonly StartedInstances engine = new();
    private ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        var market = new FakeMarket(clock);
        market.Set(Aapl, 100);
        market.Set(Msft, 200);
        var host = new TradingHost(store, new FakeBroker(clock, new Money(1m)), market, clock);
        await host.Book.Open(default);
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new TradingOptions { Monitoring = new MonitoringOptions { MaxMonitors = 2 } })
            .AddSingleton<IDocumentStore>(store)
            .AddSingleton<IMarketData>(market)
            .AddSingleton<IOrchestrationClient>(engine)
            .AddSingleton<DocumentCache>()
            .AddSingleton<RunStore>()
            .AddSingleton<MonitorBoard>()
            .AddSingleton<SymbolDirectory>()
            .AddSingleton<IAccountBook>(host.Book)
            .BuildServiceProvider();
        engine.Running.Add(Instance(InstanceIds.Portfolio(Run), InstanceStatus.Running));
        await services.GetRequiredService<RunStore>().BeginRun(
            new RunDocument(Run, new DateOnly(2024, 3, 6), clock.NowUtc.AddMinutes(-30), clock.NowUtc.AddHours(6), clock.NowUtc, Result: null), default);
    }

    public async Task DisposeAsync() => await services.DisposeAsync();

    [Fact]
    public async Task Start_OfASymbolWithoutAMonitor_IsOrdered()
    {
        Watch(Msft, InstanceStatus.Running);

        var (status, answer) = await Call(MonitorEndpoints.Start, """{"symbol":"AAPL","reason":"earnings"}""");

        (status, (string?)answer["status"], (string?)answer["symbol"]).ShouldBe((202, "starting", "AAPL"));
        engine.Raised.ShouldBe([(InstanceIds.Portfolio(Run), "control", new PortfolioControl(MonitorOrder.Start, Aapl, "earnings"))]);
    }

    [Fact]
    public async Task Start_OfAMonitorThatHasEnded_IsOrdered()
    {
        Watch(Aapl, InstanceStatus.Completed);

        (await Call(MonitorEndpoints.Start, """{"symbol":"AAPL"}""")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Start_OfAMonitorThatRuns_IsAConflict()
    {
        Watch(Aapl, InstanceStatus.Running);

        await Refused(MonitorEndpoints.Start, """{"symbol":"AAPL"}""", 409, "ALREADY_RUNNING");
    }

    [Fact]
    public async Task Start_OfMoreThanAreAllowed_IsAConflict()
    {
        Watch(Msft, InstanceStatus.Running);
        Watch(new Symbol("KO"), InstanceStatus.Running);

        await Refused(MonitorEndpoints.Start, """{"symbol":"AAPL"}""", 409, "TOO_MANY");
    }

    [Fact]
    public async Task Start_AfterTheClose_IsAConflict()
    {
        clock.Advance(TimeSpan.FromHours(6));

        await Refused(MonitorEndpoints.Start, """{"symbol":"AAPL"}""", 409, "NO_RUNNING_DAY");
    }

    [Fact]
    public async Task Start_WhereThePortfolioHasEnded_IsAConflict()
    {
        engine.Running.Clear();

        await Refused(MonitorEndpoints.Start, """{"symbol":"AAPL"}""", 409, "NO_RUNNING_DAY");
    }

    [Theory]
    [InlineData("""{"symbol":"NOSUCH"}""")]
    [InlineData("""{"symbol":"AAPL","reason":"two\nlines"}""")]
    [InlineData("""{"symbol":"AAPL","reason":""}""")]
    public Task Start_OfAnUnknownSymbolOrForNoReason_IsRefused(string body) => Refused(MonitorEndpoints.Start, body, 422, "INVALID");

    [Fact]
    public async Task Replace_OfAMonitorThatRuns_IsOrdered()
    {
        Watch(Aapl, InstanceStatus.Running);

        var (status, answer) = await Call(MonitorEndpoints.Replace, body: null, "AAPL");

        (status, (string?)answer["status"]).ShouldBe((202, "replacing"));
        engine.Raised.ShouldHaveSingleItem().Payload.ShouldBe(new PortfolioControl(MonitorOrder.Replace, Aapl, "Replaced over the API."));
    }

    [Fact]
    public async Task Replace_OfAMonitorThatHasEnded_IsAConflict()
    {
        Watch(Aapl, InstanceStatus.Completed);

        await Refused(MonitorEndpoints.Replace, body: null, 409, "ALREADY_ENDED", "AAPL");
    }

    [Fact]
    public Task Replace_OfASymbolWithoutAMonitor_IsNotFound() => Refused(MonitorEndpoints.Replace, body: null, 404, "NOT_FOUND", "AAPL");

    private void Watch(Symbol symbol, InstanceStatus status) => engine.Running.Add(Instance(InstanceIds.Monitor(Run, symbol, 1), status, new MonitorRequest(
        Run, symbol, InstanceIds.Desk(Run), new PlanReference(Run, symbol, 1), clock.NowUtc, clock.NowUtc.AddHours(6), TimeSpan.FromMinutes(1))));

    private InstanceInfo Instance(string id, InstanceStatus status, MonitorRequest? monitor = null) => new(
        id, monitor is null ? nameof(MonitorPortfolio) : nameof(MonitorSymbol), "1", status, clock.NowUtc, clock.NowUtc, ParentId: null, 0, 0,
        Input: monitor is null ? null : JsonSerializer.Serialize(monitor, PipelineJson.Default.MonitorRequest), Output: null, CustomStatus: null, Failure: null);

    private async Task Refused(Func<HttpContext, Task> endpoint, string? body, int status, string code, string? symbol = null)
    {
        var answer = await Call(endpoint, body, symbol);
        (answer.Status, (string?)answer.Answer["code"]).ShouldBe((status, code));
        engine.Raised.ShouldBeEmpty();
    }

    private async Task<(int Status, JsonNode Answer)> Call(Func<HttpContext, Task> endpoint, string? body, string? symbol = null)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? string.Empty));
        http.Request.ContentLength = http.Request.Body.Length;
        http.Response.Body = new MemoryStream();
        if (symbol is not null)
            http.Request.RouteValues["symbol"] = symbol;
        await endpoint(http);
        http.Response.Body.Position = 0;
        return (http.Response.StatusCode, (await JsonNode.ParseAsync(http.Response.Body))!);
    }
}
