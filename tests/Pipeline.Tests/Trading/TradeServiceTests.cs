using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

public sealed class TradeServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TradingBench bench = new();

    [Fact]
    public async Task Execute_BuyThatFills_AnswersExecutedAndTheBooksAddUp()
    {
        bench.Broker.FeePerFill = new Money(1m);
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1"), wait: Patience), default);

        answer.Status.ShouldBe(TradeStatus.Executed);
        answer.Filled.ShouldBe(new Quantity(10m));
        answer.AveragePrice.ShouldBe(new Price(100m));
        answer.StopLoss.ShouldBe(new Price(98m));
        answer.Steps!.Select(step => step.Step).ShouldBe(["remember", "market", "decide", "send", "fill"]);
        var portfolio = await host.Queries.Portfolio(default);
        portfolio.Cash.ShouldBe(new Money(98_999m));
        portfolio.Equity.ShouldBe(portfolio.StartEquity + portfolio.Realized + portfolio.Unrealized - portfolio.Fees);
        portfolio.Positions.ShouldHaveSingleItem().Protected.ShouldBeTrue();
    }

    [Fact]
    public async Task Execute_SameSignalAgain_GivesTheFirstAnswerAndSendsNothing()
    {
        await using var host = await bench.Ready();
        var request = bench.Request(bench.Signal("s1"));
        var first = await host.Trades.Execute(request, default);
        bench.Broker.FillPrice = _ => null;

        var second = await host.Trades.Execute(request, default);

        second.ShouldBeEquivalentTo(first);
        bench.Broker.Submitted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Execute_SameSignalInParallel_SendsOnce()
    {
        await using var host = await bench.Ready();
        var request = bench.Request(bench.Signal("s1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Trades.Execute(request, default)));

        answers.Select(answer => answer.OrderId).Distinct().Count().ShouldBe(1);
        bench.Broker.Submitted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Execute_SameIdWithAnotherBody_IsAConflict()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 11m)), default);

        answer.Status.ShouldBe(TradeStatus.Conflict);
        bench.Broker.Submitted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Execute_Hold_IsRecordedOnly()
    {
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", SignalAction.Hold)), default);

        answer.Status.ShouldBe(TradeStatus.Held);
        (await host.Trades.FindSignal(new SignalId("s1"), default))!.Answer!.Status.ShouldBe(TradeStatus.Held);
        bench.Broker.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Execute_BeforeReconciliation_IsDenied()
    {
        await using var host = bench.Host();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        answer.Status.ShouldBe(TradeStatus.Denied);
        answer.Denials!.Select(denial => denial.Code).ShouldContain(ReasonCode.NotReconciled);
    }

    [Fact]
    public async Task Execute_QuantityBeyondTheLimits_IsCutAndSaysSo()
    {
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 500m)), default);

        answer.Requested.ShouldBe(new Quantity(500m));
        answer.Quantity.ShouldBe(new Quantity(99m)); // 10 % of 100,000 at 101 reserved
        answer.CutBy!.ShouldContain(ReasonCode.Concentration);
    }

    [Fact]
    public async Task Execute_NoQuantity_IsSizedByKelly()
    {
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: null, stop: 95m, profit: 110m, confidence: 0.35)), default);

        // Kelly: 0.35 / 0.05 - 0.65 / 0.10 = 0.5; a quarter of it is 12.5 % of equity, capped at 10 %.
        answer.Requested.ShouldBe(new Quantity(123m));
        answer.Quantity.ShouldBe(new Quantity(99m));
        answer.Sizing!.ShouldStartWith("FractionalKelly 0.125");
    }

    [Fact]
    public async Task Execute_Halted_DeniesWithTheCode()
    {
        await using var host = await bench.Ready();
        await host.Book.SetTradingState(TradingState.Halted, "test", default);

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        answer.Denials!.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.Halted);
    }

    [Fact]
    public async Task Execute_SellWithoutQuantity_CancelsTheBracketAndCloses()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1", profit: 120m), wait: Patience), default);

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s2", SignalAction.Sell, quantity: null), wait: Patience), default);

        answer.Status.ShouldBe(TradeStatus.Executed);
        await host.Pump.PumpOnce(default);
        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
        host.Book.State.Live.ShouldBeEmpty();
        host.Book.State.Ledger.OpenRisk.ShouldBe(Money.Zero);
        host.Book.State.Ledger.ReservedExposure.ShouldBe(Money.Zero);
    }

    [Fact]
    public async Task Execute_PartialSell_LeavesTheRestProtected()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1"), wait: Patience), default);

        await host.Trades.Execute(bench.Request(bench.Signal("s2", SignalAction.Sell, quantity: 4m), wait: Patience), default);
        await host.Pump.PumpOnce(default);

        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(6m);
        var stop = host.Book.State.WorkingOrders(TradingBench.Aapl).ShouldHaveSingleItem();
        stop.Terms.Quantity.ShouldBe(new Quantity(6m));
        stop.Terms.StopPrice.ShouldBe(new Price(98m));
        stop.Stage.ShouldBe(IntentStage.Confirmed);
    }

    [Fact]
    public async Task Execute_SellWithoutPosition_IsNotShortable()
    {
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", SignalAction.Sell)), default);

        answer.Denials!.Select(denial => denial.Code).ShouldContain(ReasonCode.NotShortable);
    }

    [Fact]
    [Trait("Suffered", "5")]
    public async Task Execute_LostAnswer_IsUnresolvedAndLookedUpNotSentAgain()
    {
        bench.Broker.Traits = bench.Broker.Traits with { AbsenceIsConclusive = false };
        bench.Broker.Misbehave = _ => SubmitStatusUnresolved;
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        await host.Sweeper.SweepOnce(default);
        await host.Pump.PumpOnce(default);

        answer.Status.ShouldBe(TradeStatus.Unresolved);
        bench.Broker.Submitted.Count.ShouldBe(1);
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(10m);
    }

    [Fact]
    public async Task Execute_OrderThatNeverArrived_IsLostAfterTheWindowAndReleasesItsReservation()
    {
        bench.Broker.Traits = bench.Broker.Traits with { AbsenceIsConclusive = false };
        bench.Broker.Misbehave = _ => SubmitStatusUnresolved;
        bench.Broker.TakesUnresolved = false;
        await using var host = await bench.Ready();
        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        (await host.Sweeper.SweepOnce(default)).ShouldBe(1);
        host.Book.State.Ledger.ReservedExposure.ShouldBe(new Money(1010m));
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        (await host.Sweeper.SweepOnce(default)).ShouldBe(0);

        (await host.Queries.FindOrder(answer.OrderId!.Value, default))!.End.ShouldBe(OrderEnd.Lost);
        host.Book.State.Ledger.ReservedExposure.ShouldBe(Money.Zero);
        bench.Broker.Submitted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Execute_RejectedByTheBroker_IsDeniedWithItsWords()
    {
        bench.Broker.Misbehave = _ => Pipeline.Ports.SubmitStatus.Rejected;
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        var denial = answer.Denials!.ShouldHaveSingleItem();
        denial.Code.ShouldBe(ReasonCode.BrokerRejected);
        denial.Detail.ShouldBe("said Rejected");
    }

    [Fact]
    public async Task CancelOrder_Working_IsRequestedAndEnds()
    {
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", target: 95m)), default);
        answer.Status.ShouldBe(TradeStatus.Working);

        (await host.Trades.CancelOrder(answer.OrderId!.Value, default)).ShouldBe(CancelAnswer.Requested);
        (await host.Trades.CancelOrder(answer.OrderId!.Value, default)).ShouldBe(CancelAnswer.TooLate);
        (await host.Trades.CancelOrder(new ClientOrderId("unknown"), default)).ShouldBe(CancelAnswer.NotFound);
        host.Book.State.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task ClosePosition_SameOriginTwice_ClosesOnce()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1"), wait: Patience), default);

        var first = await host.Trades.ClosePosition(TradingBench.Aapl, "close-1", default);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await host.Trades.ClosePosition(TradingBench.Aapl, "close-1", default);
        await host.Pump.PumpOnce(default);

        second.OrderId.ShouldBe(first.OrderId);
        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
    }

    private const Pipeline.Ports.SubmitStatus SubmitStatusUnresolved = Pipeline.Ports.SubmitStatus.Unresolved;
}
