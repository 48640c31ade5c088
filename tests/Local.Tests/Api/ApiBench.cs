using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingFunctions.Api.Routing;
using TradingFunctions.Api.Signals;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>The API over the trading services, a broker, a market and a clock that a test bends: what can be asked for over HTTP, can be arranged here.</summary>
internal sealed class ApiBench : IAsyncDisposable
{
    public static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    public static readonly Symbol Aapl = new("AAPL");
    public static readonly Symbol Msft = new("MSFT");

    private readonly WebApplication app;
    private readonly InMemoryDocumentStore store;
    private readonly RiskLimits limits;
    private readonly HttpClient http;
    private int count;

    private ApiBench(WebApplication app, InMemoryDocumentStore store, RiskLimits limits, TradingHost host, FakeBroker broker, FakeMarket market, ManualClock clock)
    {
        (this.app, this.store, this.limits, Host, Broker, Market, Clock) = (app, store, limits, host, broker, market, clock);
        http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public TradingHost Host { get; }

    public FakeBroker Broker { get; }

    public FakeMarket Market { get; }

    public ManualClock Clock { get; }

    /// <summary>An account of 100,000 dollars; AAPL at 100 and MSFT at 200; market orders fill at once.</summary>
    public static Task<ApiBench> Open(RiskLimits limits, bool marketOpen = true, bool isReconciled = true, CallerId[]? operators = null)
    {
        var clock = new ManualClock(Start);
        var market = new FakeMarket(clock);
        market.Set(Aapl, 100);
        market.Set(Msft, 200);
        var broker = new FakeBroker(clock, new Money(100_000m)) { FillPrice = symbol => symbol == Aapl ? 100m : 200m };
        return Open(new InMemoryDocumentStore(), limits, broker, market, clock, "host-1", marketOpen, isReconciled, operators);
    }

    /// <summary>Another host over the same store and broker.</summary>
    public Task<ApiBench> Beside(string owner) => Open(store, limits, Broker, Market, Clock, owner, marketOpen: true, isReconciled: true);

    private static async Task<ApiBench> Open(
        InMemoryDocumentStore store, RiskLimits limits, FakeBroker broker, FakeMarket market, ManualClock clock, string owner, bool marketOpen, bool isReconciled, CallerId[]? operators = null)
    {
        var host = new TradingHost(store, broker, market, clock, new TradingRules { Limits = limits }, owner, marketOpen);
        if (isReconciled)
            await host.Reconciler.Run(default);
        else
            await host.Book.Open(default);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton(new TradingOptions { RiskControl = new RiskControlOptions { Operators = operators ?? [] } })
            .AddSingleton<ITradeService>(host.Trades)
            .AddSingleton(host.Book)
            .AddSingleton<IAccountBook>(host.Book)
            .AddSingleton(host.Queries)
            .AddSingleton(host.Control)
            .AddSingleton(host.Replacer)
            .AddSingleton(new ManualLocks(host.Book, clock))
            .AddSingleton<IMarketData>(market)
            .AddSingleton<SymbolDirectory>()
            .AddSingleton(new SignalTimes(host.Trades, clock))
            .AddSingleton<TimeProvider>(clock);
        var web = builder.Build();
        web.UseProblemDetails();
        web.MapTradingApi();
        await web.StartAsync();
        return new ApiBench(web, store, limits, host, broker, market, clock);
    }

    /// <summary>POST /api/signals/execute.</summary>
    public async Task<JsonNode> Execute(string action = "BUY", decimal? quantity = 10m, Action<JsonObject>? bend = null, string symbol = "AAPL")
    {
        var signal = new JsonObject
        {
            ["id"] = $"s{++count}",
            ["symbol"] = symbol,
            ["action"] = action,
            ["quantity"] = quantity,
            ["confidence"] = 0.7,
            ["strategyId"] = "tests",
        };
        bend?.Invoke(signal);
        var (status, answer) = await Send(HttpMethod.Post, "/api/signals/execute", signal);
        status.ShouldBe(HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    public async Task<(HttpStatusCode Status, JsonNode Answer)> Send(HttpMethod method, string path, JsonNode? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
            request.Headers.IfMatch.ParseAdd(ifMatch);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    /// <summary>Books what the broker has done.</summary>
    public Task Pump() => Host.Pump.PumpOnce(default);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await Host.DisposeAsync();
    }
}
