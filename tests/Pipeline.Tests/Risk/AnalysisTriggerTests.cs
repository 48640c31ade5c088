using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Risk;

/// <summary>When the background analysis looks again: after its time, or after so many fills.</summary>
public sealed class AnalysisTriggerTests
{
    private readonly TradingBench bench = new();

    [Fact]
    public async Task RunIfDue_CountsFills_AndNotWhatElseTheLogHolds()
    {
        await using var host = await bench.Ready();
        var sut = CreateSut(host);
        (await sut.RunIfDue(default)).ShouldBeTrue();

        bench.Broker.FillPrice = _ => null;
        for (var i = 0; i < 6; i++)
        {
            var working = await host.Trades.Execute(bench.Request(bench.Signal($"w{i}", quantity: i + 1m)), default);
            await host.Trades.CancelOrder(working.OrderId!.Value, default);
        }

        host.Book.State.Ledger.LogSequence.ShouldBeGreaterThan(6);
        (await sut.RunIfDue(default)).ShouldBeFalse();
        await Fill(host, "f1");
        (await sut.RunIfDue(default)).ShouldBeFalse();
        await Fill(host, "f2");
        (await sut.RunIfDue(default)).ShouldBeTrue();
        (await sut.RunIfDue(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task RunIfDue_AfterItsTime_LooksAgain()
    {
        await using var host = await bench.Ready();
        var sut = CreateSut(host);
        await sut.RunIfDue(default);

        bench.Clock.Advance(TimeSpan.FromSeconds(299));
        (await sut.RunIfDue(default)).ShouldBeFalse();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await sut.RunIfDue(default)).ShouldBeTrue();
    }

    private async Task Fill(TradingHost host, string id)
    {
        bench.Broker.FillPrice = _ => 200m;
        (await host.Trades.Execute(bench.Request(bench.Signal(id, symbol: TradingBench.Msft, quantity: id == "f1" ? 1m : 2m), wait: TimeSpan.FromSeconds(2)), default)).Status.ShouldBe(TradeStatus.Executed);
    }

    private RiskAnalyst CreateSut(TradingHost host) => new(
        host.Book, new AccountLog(bench.Store, PipelineSettings.Default), bench.Market, host.Market, bench.Store, host.Rules,
        new TradingOptions { RiskControl = new RiskControlOptions { AnalysisFills = 2 } }, bench.Clock);
}
