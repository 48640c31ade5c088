using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>What a person does at the broker while the host is down, or beside it: taken over, explained, and not done again.</summary>
[Trait("Suffered", "13")]
public sealed class ForeignOrdersTests
{
    private readonly TradingBench bench = new();

    public ForeignOrdersTests() => bench.Broker.Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false);

    [Fact]
    public async Task Restart_ClosedByHandWhileDown_IsBookedAsTheOrderItWas()
    {
        await using (var first = await bench.Ready())
        {
            await first.Trades.Execute(bench.Request(bench.Signal("s1")), default);
            await first.Reconciler.Run(default);
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        bench.Broker.OrderByHand("HAND", TradingBench.Aapl, Side.Sell, 10m, 110m);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await using var second = bench.Host();
        var report = await second.Reconciler.Run(default);

        report.Status.ShouldBe(ReconciliationStatus.Adopted);
        report.Differences.ShouldBeEmpty();
        report.AdoptedOrders.ShouldBe(["order HAND of somebody else: Sell 10 AAPL, 10 filled"]);
        second.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
        second.Book.State.Ledger.RealizedPnl.ShouldBe(new Money(100m));
        (await second.Audit.List(after: null, 10, default)).Records.ShouldContain(row => row.Kind == AuditKind.BooksAdopted && row.Reason.Contains("HAND", StringComparison.Ordinal));
        (await second.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Agreed);
        (await second.Reports.Read(default))!.Status.ShouldBe(ReconciliationStatus.Agreed);
    }

    [Fact]
    public async Task Restart_ClosedByHand_SendsNoMoreStopsForIt()
    {
        await using (var first = await bench.Ready())
        {
            await first.Trades.Execute(bench.Request(bench.Signal("s1")), default);
            await first.Reconciler.Run(default);
        }

        bench.Broker.OrderByHand("HAND", TradingBench.Aapl, Side.Sell, 10m, 110m);
        var sent = bench.Broker.Submitted.Count;
        for (var restart = 0; restart < 3; restart++)
        {
            await using var host = bench.Host();
            await host.Reconciler.Run(default);
            await host.Sweeper.SweepOnce(default);
            (await host.Trades.ClosePosition(TradingBench.Aapl, $"close-{restart}", default)).Denials!.ShouldContain(denial => denial.Code == ReasonCode.NothingToClose);
        }

        bench.Broker.Submitted.Count.ShouldBe(sent);
    }

    [Fact]
    public async Task Start_OfAnAccountWithAPast_TakesItOverAsItStands()
    {
        bench.Broker.OrderByHand("OLD", TradingBench.Msft, Side.Buy, 5m, 200m);

        await using var host = bench.Host();
        var report = await host.Reconciler.Run(default);

        report.AdoptedOrders.ShouldBeEmpty();
        report.Differences.ShouldBe(["MSFT: books 0, broker 5", "cash: books 0, broker 99000"]);
        host.Book.State.Book(TradingBench.Msft).Position.SignedQuantity.ShouldBe(5m);
    }

    [Fact]
    public async Task Reconcile_PositionsThatAreGoneAllAtOnce_AreTakenOverOnceThatHasStoodForMinutes()
    {
        bench.Broker.TradeByHand(TradingBench.Aapl, 300m, 100m);
        await using var host = await bench.Ready();
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(300m);
        bench.Broker.TradeByHand(TradingBench.Aapl, -300m, 100m);

        var first = await host.Reconciler.Run(default);
        bench.Clock.Advance(TimeSpan.FromSeconds(290));
        var early = await host.Reconciler.Run(default);

        first.Status.ShouldBe(ReconciliationStatus.Disagreement);
        first.Differences.ShouldContain("AAPL: books 300, broker 0");
        early.Status.ShouldBe(ReconciliationStatus.Disagreement);
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(300m);
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        (await host.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Adopted);
        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
    }

    /// <summary>How long a difference has stood is not stored: a host that starts again begins to count anew, so that a restart lengthens the wait and never shortens it.</summary>
    [Fact]
    public async Task Reconcile_ALargeDifferenceAcrossARestart_StandsItsWholeTimeAgain()
    {
        bench.Broker.TradeByHand(TradingBench.Aapl, 300m, 100m);
        await using (var first = await bench.Ready())
        {
            bench.Broker.TradeByHand(TradingBench.Aapl, -300m, 100m);
            (await first.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Disagreement);
            bench.Clock.Advance(TimeSpan.FromSeconds(299));
        }

        await using var again = bench.Host();
        (await again.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Disagreement);
        bench.Clock.Advance(TimeSpan.FromSeconds(290));
        (await again.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Disagreement);
        again.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(300m);

        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        (await again.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Adopted);
        again.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
    }

    /// <summary>A bust of an execution that was only read asks for a newer reading; a broker that does not move the order's time never gives one.</summary>
    [Fact]
    public async Task Reconcile_ABustForWhichTheOrderKeepsItsTime_IsTakenOverFromThePosition()
    {
        await using var host = await bench.Ready();
        bench.Broker.FillPrice = _ => 100m;
        var bought = (await host.Trades.Execute(bench.Request(bench.Signal("s1")), default)).OrderId!.Value;
        await host.Sender.Read(bought, default);
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(10m);
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        bench.Broker.TradeByHand(TradingBench.Aapl, -10m, 100m);
        var read = (await bench.Broker.Find(bought, default))!;
        bench.Broker.Bend = order => order.ClientOrderId == bought ? read : order;

        await host.Pump.Apply([new OrderEvent(0, OrderEventKind.TradeBust, "B", bought, null, TradingBench.Aapl, Side.Buy, bench.Clock.NowUtc, "the-real-one", Quantity: new Quantity(10m))], default);

        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(10m);
        var report = await host.Reconciler.Run(default);
        (report.Status, report.Differences[0]).ShouldBe((ReconciliationStatus.Adopted, "AAPL: books 10, broker 0"));
        (host.Book.State.Book(TradingBench.Aapl).Position.IsFlat, host.Book.State.Ledger.Cash).ShouldBe((true, new Money(100_000m)));
        var agreed = await host.Reconciler.Run(default);
        (agreed.Status, agreed.Differences.Length).ShouldBe((ReconciliationStatus.Agreed, 0));
        (await new BooksAuditor(bench.Store, new AccountLog(bench.Store, PipelineSettings.Default), PipelineSettings.Default).Rebuild(default)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconcile_PositionsThatComeBack_ChangeNothing()
    {
        bench.Broker.TradeByHand(TradingBench.Aapl, 300m, 100m);
        await using var host = await bench.Ready();
        bench.Broker.TradeByHand(TradingBench.Aapl, -300m, 100m);
        await host.Reconciler.Run(default);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        bench.Broker.TradeByHand(TradingBench.Aapl, 300m, 100m);

        (await host.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Agreed);

        bench.Broker.TradeByHand(TradingBench.Aapl, -300m, 100m);
        (await host.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Disagreement);
    }

    [Theory]
    [InlineData(250, ReconciliationStatus.Adopted)]
    [InlineData(251, ReconciliationStatus.Disagreement)]
    public async Task Reconcile_ADifferenceOfAQuarterOfEquity_IsTheMostThatIsTakenOverAtOnce(int shares, ReconciliationStatus expected)
    {
        await using var host = await bench.Ready();
        bench.Broker.TradeByHand(TradingBench.Aapl, shares, 100m);

        (await host.Reconciler.Run(default)).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task Reconcile_WorkingOrderOfSomebodyElse_IsAdoptedAndCountsAgainstTheLimits()
    {
        await using var host = await bench.Ready();
        bench.Broker.FillPrice = _ => null;
        await bench.Broker.Submit(TestKit.Trading.Approvals.Of(
            new OrderTerms(new ClientOrderId("HAND"), TradingBench.Msft, Side.Buy, new Quantity(100m), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, new StrategyId("hand"), new Price(200m)), bench.Clock.NowUtc), default);

        var report = await host.Reconciler.Run(default);

        report.AdoptedOrders.ShouldHaveSingleItem();
        host.Book.State.Ledger.ReservedExposure.ShouldBe(new Money(20_000m));
        host.Book.State.Live[new ClientOrderId("HAND")].Source.ShouldBe(OrderSource.Foreign);
    }
}
