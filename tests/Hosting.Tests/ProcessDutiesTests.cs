using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Hosting.Tests;

/// <summary>What every process of a serverless host does by itself, timers or not: above all it obeys a halt that another one has switched.</summary>
public sealed class ProcessDutiesTests : IAsyncDisposable
{
    private static readonly Symbol Aapl = new("AAPL");

    private readonly TestKit.Trading.ManualClock clock = new(new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc));
    private readonly InMemoryDocumentStore store = new();
    private readonly FakeBroker broker;
    private readonly FakeMarket market;
    private readonly TestKit.Trading.TradingHost host;

    public ProcessDutiesTests()
    {
        broker = new FakeBroker(clock, new Money(100_000m)) { Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false) };
        market = new FakeMarket(clock);
        market.Set(Aapl, 100);
        host = Host("one");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Every other duty fails at every turn here: they have nothing to work on.</summary>
    [Fact]
    public async Task Begin_WhileEveryOtherDutyFails_ObeysAHaltOfAnotherProcessWithinTwoSeconds()
    {
        (await host.Reconciler.Run(default)).Passed.ShouldBeTrue();
        var signal = new TradingSignal(new SignalId("s1"), Aapl, SignalAction.Buy, new Quantity(10m), new Price(99m), new Price(90m), TakeProfit: null, 0.6, new StrategyId("test"), clock.NowUtc, new Dictionary<string, string>());
        var working = (await host.Trades.Execute(new TradeRequest(signal, "s1"), default)).OrderId!.Value;
        var wall = new SteppedClock();
        using var stop = new CancellationTokenSource();
        var loops = new HostLoops(NullLogger.Instance);

        Duties().Begin(loops, heartbeat: null!, wall, stop.Token);

        (await wall.NextPause()).ShouldBe(TradingControl.Step);
        (await broker.Find(working, default))!.Status.ShouldBe(OrderStatus.New);
        await using (var other = Host("two"))
        {
            await other.Book.Ask<StateReply>(new ChangeTradingState(TradingState.Halted, "by another process", clock.NowUtc, "ann", RecordedUtc: clock.NowUtc), default);
        }

        wall.Pass();
        (await wall.NextPause()).ShouldBe(TimeSpan.FromSeconds(2));
        (await broker.Find(working, default))!.Status.ShouldBe(OrderStatus.Canceled);
        await stop.CancelAsync();
        await loops.Ended();
    }

    private ProcessDuties Duties() => new(
        limits: null!, strategies: null!, analyst: null!, host.Control, trading: null!, figures: null!, gauges: null!, notifications: null!, watch: null!, tracking: null!, model: null!, new TradingOptions());

    private TestKit.Trading.TradingHost Host(string owner) => new(store, broker, market, clock, new TradingRules(), owner);

    /// <summary>A clock on which one pause ends when the test says so.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private readonly SemaphoreSlim pauses = new(0);
        private volatile Pause? last;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var pause = new Pause(() => callback(state), dueTime);
            last = pause;
            pauses.Release();
            return pause;
        }

        public async Task<TimeSpan> NextPause()
        {
            (await pauses.WaitAsync(TimeSpan.FromMinutes(2))).ShouldBeTrue("the loop does not pause");
            return last!.Length;
        }

        public void Pass() => last!.End();

        private sealed class Pause(Action end, TimeSpan length) : ITimer
        {
            public TimeSpan Length => length;

            public void End() => end();

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
