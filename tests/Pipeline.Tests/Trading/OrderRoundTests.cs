using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.TestKit.Orchestrations;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

public sealed class OrderRoundTests
{
    private readonly TradingBench bench = new();

    public OrderRoundTests() => bench.Broker.Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false);

    [Fact]
    public async Task Run_WhileTheBrokerAnswersNoReading_StillCancelsWhatAHaltLeft()
    {
        await using var host = await bench.Ready();
        bench.Broker.FillPrice = _ => null;
        var working = (await host.Trades.Execute(bench.Request(bench.Signal("working", target: 99m)), default)).OrderId!.Value;
        await host.Book.Ask<StateReply>(new ChangeTradingState(TradingState.Halted, "by another host", bench.Clock.NowUtc, "ann", RecordedUtc: bench.Clock.NowUtc), default);
        bench.Broker.ListsFail = true;

        await Should.ThrowAsync<BrokerException>(() => Round(host).Run(default));

        (await bench.Broker.Find(working, default))!.Status.ShouldBe(Domain.Orders.OrderStatus.Canceled);
    }

    [Fact]
    public async Task Run_WhileTheBrokerAnswersNoReading_StillFinishesWhatWasLeftUnsent()
    {
        await using var host = await bench.Ready();
        bench.Broker.Misbehave = _ => SubmitStatus.Throttled;
        await host.Trades.Execute(bench.Request(bench.Signal("queued")) with { CanWait = true }, default);
        bench.Broker.Misbehave = _ => null;
        bench.Broker.ListsFail = true;

        await Should.ThrowAsync<BrokerException>(() => Round(host).Run(default));

        bench.Broker.Submitted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_WhereSeveralStepsFail_TellsOfAll()
    {
        await using var host = await bench.Ready();
        bench.Broker.ListsFail = true;
        await bench.Tamper(ledger => ledger with { State = TradingState.Halted, LastChange = new StateChange(TradingState.Active, TradingState.Halted, "no time", "ann", Flatten: false, RecordedUtc: null), StateSinceUtc = null, StateVersion = 1 });

        var thrown = await Should.ThrowAsync<AggregateException>(() => Round(host).Run(default));

        thrown.InnerExceptions.ShouldContain(e => e is BrokerException);
        thrown.InnerExceptions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_OfAHostThatStops_EndsAtOnce()
    {
        await using var host = await bench.Ready();

        await Should.ThrowAsync<OperationCanceledException>(() => Round(host).Run(new CancellationToken(canceled: true)));
    }

    private OrderRound Round(TradingHost host) => new(
        host.Control, new LockHeartbeat(host.Book, new RunStore(bench.Store, new DocumentCache(bench.Store)), new StartedInstances(), PipelineSettings.Default, bench.Clock), host.Pump, host.Reconciler, host.Sender, host.Sweeper, host.Unfilled, host.Broker);
}
