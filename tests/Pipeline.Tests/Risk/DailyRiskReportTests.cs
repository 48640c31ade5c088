using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Tests.Learning;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Risk;

/// <summary>The risk report of a day is kept after its close, once.</summary>
public sealed class DailyRiskReportTests
{
    private static readonly DateOnly Day = new(2024, 3, 6);
    private readonly TradingBench bench = new();

    [Fact]
    public async Task Run_AfterTheClose_KeepsWhatWasHeldAndWhatItRisked()
    {
        bench.Broker.TradeByHand(TradingBench.Aapl, 50m, 100m);
        await using var host = await bench.Ready();
        var sut = CreateSut(host);

        await sut.Run(Day, CancellationToken.None);

        var kept = (await sut.Find(Day, CancellationToken.None)).ShouldNotBeNull();
        (kept.AsOfUtc, kept.State).ShouldBe((TradingBench.Start, TradingState.Active));
        var findings = kept.Findings.ShouldNotBeNull();
        findings.Stress.Length.ShouldBe(StressScenario.Standard.Length);
        findings.StressLoss.ShouldBe(0.01m);
        kept.Limits.Single(use => use.Name == "maxGrossExposure").Value.ShouldBe(0.05m);
        (await sut.Find(Day.AddDays(1), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Run_Again_LeavesTheFirstReport()
    {
        await using var host = await bench.Ready();
        var sut = CreateSut(host);
        await sut.Run(Day, CancellationToken.None);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));

        await sut.Run(Day, CancellationToken.None);
        await sut.Run(Day.AddDays(1), CancellationToken.None);

        (await sut.Find(Day, CancellationToken.None))!.AsOfUtc.ShouldBe(TradingBench.Start);
        (await sut.Find(Day.AddDays(1), CancellationToken.None))!.AsOfUtc.ShouldBe(TradingBench.Start.AddMinutes(5));
    }

    [Fact]
    public async Task Run_WithoutAnswerOfTheMarket_KeepsTheOlderFindings()
    {
        await using var host = await bench.Ready();
        var sut = CreateSut(host);
        await sut.Run(Day, CancellationToken.None);
        bench.Clock.Advance(TimeSpan.FromDays(1));
        bench.Market.IsDown = true;

        await sut.Run(Day.AddDays(1), CancellationToken.None);

        var kept = (await sut.Find(Day.AddDays(1), CancellationToken.None)).ShouldNotBeNull();
        (kept.AsOfUtc, kept.Findings!.AsOfUtc).ShouldBe((TradingBench.Start.AddDays(1), TradingBench.Start));
    }

    [Fact]
    public void Correlations_OfSomeSymbols_AreTheirRowsAndColumns()
    {
        var (a, b, c) = (new Symbol("A"), new Symbol("B"), new Symbol("C"));

        var kept = new CorrelationMatrix([a, b, c], [[1, 0.2, 0.3], [0.2, 1, null], [0.3, null, 1]]).Only(new HashSet<Symbol> { a, c });

        kept.Symbols.ShouldBe([a, c]);
        kept.Values.ShouldBe([[1, 0.3], [0.3, 1]]);
    }

    private DailyRiskReport CreateSut(TradingHost host)
    {
        var analyst = new RiskAnalyst(host.Book, new AccountLog(bench.Store, PipelineSettings.Default), bench.Market, host.Market, bench.Store, host.Rules, new TradingOptions(), bench.Clock);
        var models = new ModelWatch(new ModelRegistry(bench.Store, host.Audit), new NoArtefacts(), bench.Store);
        var reporter = new RiskReporter(host.Queries, host.Book, analyst, host.Rules, new DenialCounter(), host.Watch, host.Health, host.Broker, host.Reports, models);
        return new DailyRiskReport(analyst, reporter, host.Book, bench.Store, PipelineSettings.Default);
    }
}
