using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading.States;

public sealed class TradingControlTests
{
    private readonly TradingBench bench = new();

    [Fact]
    public async Task Halt_OnOneHost_StopsTheNextOrderOfAnother()
    {
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        await Control(first).Change(Wish(TradingState.Halted), default);
        var sent = bench.Broker.Submitted.Count;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => second.Trades.Execute(bench.Request(bench.Signal($"s{i}")), default)));

        answers.ShouldAllBe(answer => answer.Denials!.Any(denial => denial.Code == ReasonCode.Halted));
        bench.Broker.Submitted.Count.ShouldBe(sent);
    }

    [Fact]
    public async Task Halt_CancelsWorkingEntriesAndKeepsTheStopsOfPositions()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("held")), default);
        bench.Broker.FillPrice = _ => null;
        var working = (await host.Trades.Execute(bench.Request(bench.Signal("working", symbol: TradingBench.Msft, target: 190m)), default)).OrderId!.Value;
        await host.Pump.PumpOnce(default);

        var outcome = await Control(host).Change(Wish(TradingState.Halted), default);

        outcome.Status.ShouldBe(StateChangeStatus.Changed);
        host.Book.State.Live.ContainsKey(working).ShouldBeFalse();
        host.Book.State.Live.Values.ShouldAllBe(order => order.Terms.Symbol == TradingBench.Aapl && order.Leg == BracketLeg.StopLoss);
        host.Book.State.Live.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Halt_WithFlatten_ClosesPositionsThenHalts()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("held")), default);
        await host.Pump.PumpOnce(default);
        var control = Control(host);

        var outcome = await control.Change(Wish(TradingState.Halted, flatten: true), default);
        outcome.View.Flattening.ShouldBeTrue();
        await host.Pump.PumpOnce(default);
        await control.Enforce(default);

        var view = await control.Show(default);
        view.ShouldSatisfyAllConditions(v => v.State.ShouldBe(TradingState.Halted), v => v.OpenPositions.ShouldBe(0), v => v.Flattening.ShouldBeFalse(), v => v.WorkingOrders.ShouldBe(0));
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(true, 4)]
    [InlineData(false, 10)]
    public async Task Halt_WithFlattenBesideAWorkingExit_CancelsItAndSellsEveryShareOnce(bool ours, int quantity)
    {
        bench.Broker.Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false);
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("held", stop: 80m)), default);
        await host.Reconciler.ReadOrders(default);
        if (ours)
        {
            await host.Trades.Execute(bench.Request(bench.Signal("far", SignalAction.Sell, quantity: quantity, target: 104m)), default);
            await host.Reconciler.ReadOrders(default);
            await host.Pump.PumpOnce(default);
        }
        else
        {
            await bench.Broker.Submit(
                Approvals.Of(new OrderTerms(new ClientOrderId("HAND"), TradingBench.Aapl, Side.Sell, new Quantity(quantity), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, new StrategyId("hand"), new Price(150m)), bench.Clock.NowUtc), default);
            await host.Reconciler.Run(default);
        }

        host.Book.State.Book(TradingBench.Aapl).Exits.ShouldBe(new Quantity(quantity));
        await host.Control.Change(Wish(TradingState.Halted, flatten: true), default);
        for (var look = 0; look < 3; look++)
        {
            await host.Reconciler.ReadOrders(default);
            await host.Sweeper.SweepOnce(default);
            await host.Control.Enforce(default);
        }

        var view = await host.Control.Show(default);
        view.ShouldSatisfyAllConditions(v => v.State.ShouldBe(TradingState.Halted), v => v.OpenPositions.ShouldBe(0), v => v.Flattening.ShouldBeFalse(), v => v.WorkingOrders.ShouldBe(0));
        bench.Broker.Journal.Where(told => told is { Side: Side.Sell, ExecutionId: not null }).Sum(told => told.Quantity.Shares).ShouldBe(10m);
        (await bench.Broker.ListOpenOrders(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Halt_WithFlattenWhileTheCancelIsNotAnswered_SendsNoCloseBeforeItIs()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("held", stop: 80m)), default);
        await host.Pump.PumpOnce(default);
        await host.Trades.Execute(bench.Request(bench.Signal("far", SignalAction.Sell, target: 104m)), default);
        await host.Pump.PumpOnce(default);
        host.Book.State.Book(TradingBench.Aapl).Exits.ShouldBe(new Quantity(10m));
        bench.Broker.CancelStatus = CancelStatus.Unresolved;
        var sent = bench.Broker.Submitted.Count;

        await host.Control.Change(Wish(TradingState.Halted, flatten: true), default);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.Control.Enforce(default);

        bench.Broker.Submitted.Count.ShouldBe(sent);
        (await host.Control.Show(default)).ShouldSatisfyAllConditions(v => v.Flattening.ShouldBeTrue(), v => v.OpenPositions.ShouldBe(1));
        bench.Broker.CancelStatus = null;
        await host.Sweeper.SweepOnce(default);
        await host.Pump.PumpOnce(default);
        await host.Pump.PumpOnce(default);
        bench.Broker.Submitted.Count.ShouldBe(sent + 1);
        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
    }

    [Fact]
    public async Task Resume_OnAnOldVersion_ChangesNothing()
    {
        await using var host = await bench.Ready();
        var control = Control(host);
        await control.Change(Wish(TradingState.Halted), default);

        var stale = await control.Change(Wish(TradingState.Active) with { Version = 0 }, default);
        var fresh = await control.Change(Wish(TradingState.Active) with { Version = 1 }, default);

        stale.Status.ShouldBe(StateChangeStatus.VersionDiffers);
        stale.View.State.ShouldBe(TradingState.Halted);
        fresh.View.ShouldSatisfyAllConditions(v => v.State.ShouldBe(TradingState.Active), v => v.Version.ShouldBe(2), v => v.By.ShouldBe("ann"));
    }

    [Fact]
    public async Task Loosen_WithoutAPerson_IsRefused()
    {
        await using var host = await bench.Ready();
        await host.Book.SetTradingState(TradingState.Halted, "broken invariant", default);

        await host.Book.SetTradingState(TradingState.Active, "all is well", default);
        await host.Book.SetTradingState(TradingState.Reducing, "nearly well", default);

        host.Book.State.Ledger.ShouldSatisfyAllConditions(l => l.State.ShouldBe(TradingState.Halted), l => l.StateReason.ShouldBe("broken invariant"), l => l.StateVersion.ShouldBe(1));
    }

    [Fact]
    public async Task Change_IsAuditedOnceAlsoAfterACrashBeforeTheRow()
    {
        await using var host = await bench.Ready();
        await host.Book.Ask<StateReply>(new ChangeTradingState(TradingState.Halted, "odd fills", bench.Clock.NowUtc, "ann", RecordedUtc: bench.Clock.NowUtc), default);

        await Control(host).Enforce(default);
        await Control(host).Enforce(default);

        (await Audit().List(after: null, 10, default)).Records.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(row => row.By.ShouldBe("ann"), row => row.Reason.ShouldBe("odd fills"), row => row.Before.ShouldBe("\"Active\""), row => row.After.ShouldBe("\"Halted\""));
    }

    [Fact]
    public async Task Cancel_WhileHalted_Passes()
    {
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        var id = (await host.Trades.Execute(bench.Request(bench.Signal("s1", target: 90m)), default)).OrderId!.Value;
        await host.Book.SetTradingState(TradingState.Halted, "test", default);

        (await host.Trades.CancelOrder(id, default)).ShouldBe(CancelAnswer.Requested);
    }

    [Fact]
    public async Task ManualLock_TakesTheSymbolFromAMonitorUntilItEnds()
    {
        await using var host = await bench.Ready();
        var monitor = await host.Book.AcquireLock(TradingBench.Aapl, "monitor", TimeSpan.FromMinutes(5), reason: null, default);
        var locks = new ManualLocks(host.Book, bench.Clock);

        var held = await locks.Add(TradingBench.Aapl, "ann", "earnings", TimeSpan.FromMinutes(10), default);
        var denied = await host.Trades.Execute(bench.Request(bench.Signal("s1"), token: monitor.Token), default);
        var without = await host.Trades.Execute(bench.Request(bench.Signal("s2")), default);

        held.Token.ShouldBe(monitor.Token + 1);
        denied.Denials!.ShouldContain(denial => denial.Code == ReasonCode.Locked);
        without.Denials!.ShouldContain(denial => denial.Code == ReasonCode.Locked);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        (await locks.List(default)).ShouldBeEmpty();
        await locks.CleanUp(default);
        host.Book.State.Book(TradingBench.Aapl).Lock!.Owner.ShouldBeNull();
        (await host.Trades.Execute(bench.Request(bench.Signal("s3")), default)).Status.ShouldBe(TradeStatus.Working);
    }

    [Fact]
    public async Task ManualLock_Removed_LetsTheSymbolGo()
    {
        await using var host = await bench.Ready();
        var locks = new ManualLocks(host.Book, bench.Clock);
        await host.Book.AcquireLock(TradingBench.Msft, "monitor", TimeSpan.FromMinutes(5), reason: null, default);
        await locks.Add(TradingBench.Aapl, "ann", "earnings", TimeSpan.FromMinutes(10), default);

        (await locks.Remove(TradingBench.Aapl, default)).ShouldBe(UnlockStatus.Released);
        (await locks.Remove(TradingBench.Aapl, default)).ShouldBe(UnlockStatus.NotFound);
        (await locks.Remove(TradingBench.Msft, default)).ShouldBe(UnlockStatus.NotManual);
    }

    private static StateWish Wish(TradingState state, bool flatten = false) => new(state, "test", "ann", Version: null, flatten);

    private AuditTrail Audit() => new(bench.Store, new AccountId("main"), bench.Clock);

    private TradingControl Control(TradingHost host) => new(host.Book, host.Sender, host.Pump, host.Trades, Audit(), bench.Clock);
}
