using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Tests.Learning;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Notifications;

/// <summary>Conditions that last: told when they begin, again while they go on, once when they are over.</summary>
public sealed class WatchTests : IDisposable
{
    private static readonly WarningThresholds Thresholds =
        new(TimeSpan.FromMilliseconds(500), FillRate: 0.9, WinRate: 0.3, StrategyLoss: 0.02, TimeSpan.FromMinutes(5), LeastSignals: 5, LeastOrders: 20);

    private readonly TradeMetrics metrics = new();
    private readonly ToldChannel channel = new();
    private readonly Set condition = new();
    private readonly TradingBench bench = new();
    private readonly ManualClock wall = new(TradingBench.Start);

    public void Dispose() => metrics.Dispose();

    [Fact]
    public async Task LookOnce_NothingWrong_TellsNothing()
    {
        await using var host = await bench.Ready();

        (await Look(CreateSut(host))).ShouldBeEmpty();
    }

    [Fact]
    public async Task LookOnce_ConditionThatLasts_IsToldOnceThenAfterHoursThenWhenItIsOver()
    {
        await using var host = await bench.Ready();
        var sut = CreateSut(host);
        condition.Now = condition.Now with { Signals = 50, Latency = TimeSpan.FromMilliseconds(800) };

        (await Look(sut)).Select(told => (told.Severity, told.Key)).ShouldBe([(Severity.Warning, "latency")]);
        wall.Advance(Watch.Step);
        (await Look(sut)).ShouldBeEmpty();
        wall.Advance(TimeSpan.FromHours(4));
        (await Look(sut)).Select(told => told.Key).ShouldBe(["latency"]);
        condition.Now = condition.Now with { Latency = TimeSpan.FromMilliseconds(20) };
        (await Look(sut)).Select(told => (told.Severity, told.Title)).ShouldBe([(Severity.Info, "Over: Orders are slow")]);
        (await Look(sut)).ShouldBeEmpty();
    }

    [Fact]
    public async Task LookOnce_EveryKindOfTrouble_IsToldUnderAKeyOfItsOwn()
    {
        await using var host = await bench.Ready();
        condition.Now = new Measured(50, TimeSpan.FromSeconds(1), [new MeasuredStrategy("momentum", 40, 10, 2, 30, -0.05)], TimeSpan.FromMinutes(9), []);

        (await Look(CreateSut(host))).Select(told => told.Key).Order(StringComparer.Ordinal)
            .ShouldBe(["fill-rate:momentum", "latency", "stale-data", "strategy-loss:momentum", "win-rate:momentum"]);
    }

    [Fact]
    public async Task LookOnce_LimitThatTheBooksHavePassed_IsCritical()
    {
        bench.Rules = new TradingRules { Limits = new RiskLimits { MaxPositions = 1 } };
        bench.Broker.TradeByHand(TradingBench.Aapl, 5m, 100m);
        bench.Broker.TradeByHand(TradingBench.Msft, 5m, 200m);
        await using var host = await bench.Ready();

        var told = (await Look(CreateSut(host))).ShouldHaveSingleItem();

        told.Severity.ShouldBe(Severity.Critical);
        told.Key.ShouldBe("limit:maxPositions");
        told.Text.ShouldContain("It stands at 2, the limit is 1.");
    }

    private NotificationCenter center = null!;

    private Watch CreateSut(TradingHost host)
    {
        center = ToldChannel.Center(metrics, channel);
        var prices = host.Market;
        var analyst = new RiskAnalyst(host.Book, new AccountLog(bench.Store, PipelineSettings.Default), bench.Market, prices, bench.Store, host.Rules, new TradingOptions(), bench.Clock);
        var audit = new AuditTrail(bench.Store, new AccountId("main"), TimeProvider.System);
        var models = new ModelWatch(new ModelRegistry(bench.Store, audit), new NoArtefacts(), bench.Store);
        var reporter = new RiskReporter(host.Queries, host.Book, analyst, host.Rules, new DenialCounter(), host.Watch, host.Health, host.Broker, host.Reports, models);
        return new Watch(condition, reporter, center, Thresholds, wall);
    }

    /// <summary>What one look adds to what was told.</summary>
    private async Task<Notification[]> Look(Watch sut)
    {
        var before = channel.Told.Length;
        await sut.LookOnce(CancellationToken.None);
        await center.TellOnce(CancellationToken.None);
        return channel.Told[before..];
    }

    private sealed class Set : IMeasurements
    {
        public Measured Now { get; set; } = new(0, null, [], null, []);

        public Measured Measure() => Now;
    }
}
