using TradingFunctions.CosmosStub;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Infra.Cosmos;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;
using Xunit.Abstractions;
using ManualClock = TradingFunctions.TestKit.Trading.ManualClock;

namespace TradingFunctions.Infra.Tests.Cosmos;

/// <summary>Trading hosts on one account, each with a client of its own as on several machines.</summary>
public sealed class CosmosTradingTests(ITestOutputHelper output)
{
    private static readonly Symbol Aapl = new("AAPL");

    /// <summary>The fill is there when it is asked for: nobody waits so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ManualClock clock = new(new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc));

    [Fact]
    public async Task Signals_OnTwoHosts_NeverPassALimitTogether()
    {
        await using var stub = await StubStore.Start();
        var broker = Broker(fills: false);
        using var ones = await StubStore.Open(stub);
        using var others = await StubStore.Open(stub);
        await using var first = await Ready(ones, broker, "host-1");
        await using var second = await Ready(others, broker, "host-2");
        TradingHost[] hosts = [first, second];

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => hosts[i % 2].Trades.Execute(Request($"s{i}", quantity: 90m, target: 100m), default)));

        // 100,000 dollars buy 11 times 90 shares at 100, and a twelfth order cut to the 10 shares that are left.
        answers.Where(answer => answer.Status == TradeStatus.Working).Sum(answer => answer.Quantity!.Value.Shares).ShouldBe(1000m);
        answers.Count(answer => answer.Status is TradeStatus.Working or TradeStatus.Denied).ShouldBe(40);
        (await first.Book.Open(default)).Ledger.ReservedExposure.ShouldBe(new Money(100_000m));
        (await second.Book.Open(default)).Ledger.ReservedExposure.ShouldBe(new Money(100_000m));
    }

    [Fact]
    public async Task SameSignal_OnTwoHostsAtOnce_SendsOnceAndAnswersAlike()
    {
        await using var stub = await StubStore.Start();
        var broker = Broker(fills: true);
        using var ones = await StubStore.Open(stub);
        using var others = await StubStore.Open(stub);
        await using var first = await Ready(ones, broker, "host-1");
        await using var second = await Ready(others, broker, "host-2");

        var answers = await Task.WhenAll(first.Trades.Execute(Request("s1"), default), second.Trades.Execute(Request("s1"), default));

        broker.Submitted.Count.ShouldBe(1);
        answers[1].OrderId.ShouldBe(answers[0].OrderId);
        answers[1].Status.ShouldBe(answers[0].Status);
    }

    [Fact]
    public async Task Signals_WhoseWritesLoseTheirAnswers_TradeOnceEach()
    {
        await using var stub = await StubStore.Start(new StubSettings { LosesEvery = 3, ThrottlesEvery = 5 });
        var broker = Broker(fills: true);
        using var store = await StubStore.Open(stub);
        await using var host = await Ready(store, broker, "host-1");

        for (var i = 0; i < 6; i++)
            (await host.Trades.Execute(Request($"s{i}", wait: Patience), default)).Status.ShouldBe(TradeStatus.Executed);

        broker.Submitted.Count.ShouldBe(6);
        (await host.Book.Open(default)).Book(Aapl).Position.SignedQuantity.ShouldBe(60m);
        (await host.Reconciler.Run(default)).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task Signal_ExecutedAndFilled_TakesAsManyCallsAsDocumented()
    {
        await using var stub = await StubStore.Start();
        using var store = await StubStore.Open(stub);
        await using var host = await Ready(store, Broker(fills: true), "host-1");
        await host.Trades.Execute(Request("s1", wait: Patience), default);
        var calls = new List<CosmosCall>();
        store.Observer = calls.Add;

        (await host.Trades.Execute(Request("s2", wait: Patience), default)).Status.ShouldBe(TradeStatus.Executed);

        foreach (var call in calls)
            output.WriteLine($"{call.OperationName} {call.Container} {call.Outcome} {call.RequestUnits:F1}");
        calls.Select(call => $"{call.OperationName} {call.Container}").ShouldBe(
        [
            "write config", "write signals",
            "read trading", "write trading",
            "read trading", "write trading",
            "write trading",
            "write signals",
        ]);
        // docs/cosmos.md names the figure; the sizes of documents move it a little.
        calls.Sum(call => call.RequestUnits).ShouldBeInRange(130, 150);
    }

    private FakeBroker Broker(bool fills) => new(clock, new Money(100_000m)) { FillPrice = _ => fills ? 100m : null };

    private async Task<TradingHost> Ready(IDocumentStore store, FakeBroker broker, string owner)
    {
        var market = new FakeMarket(clock);
        market.Set(Aapl, 100);
        var rules = new TradingRules { Limits = new RiskLimits { MaxSymbolShare = null, MaxPortfolioRisk = null, DuplicateWindow = null } };
        // Whoever finds the other host sending waits so long for its answer.
        var host = new TradingHost(store, broker, market, clock, rules, owner, options: static options => options with { SendWindow = TimeSpan.FromSeconds(1) });
        (await host.Reconciler.Run(default)).Passed.ShouldBeTrue();
        return host;
    }

    private TradeRequest Request(string id, decimal quantity = 10m, decimal? target = null, TimeSpan? wait = null)
    {
        var signal = new TradingSignal(
            new SignalId(id), Aapl, SignalAction.Buy, new Quantity(quantity), target is { } t ? new Price(t) : null, StopLoss: null, TakeProfit: null, 0.6, new StrategyId("test"), clock.NowUtc, new Dictionary<string, string>());
        return new TradeRequest(signal, id, 0, wait);
    }
}
