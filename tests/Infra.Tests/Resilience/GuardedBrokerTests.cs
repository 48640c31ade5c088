using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Resilience;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Infra.Tests.Resilience;

/// <summary>One circuit per class of endpoints: when it opens, what passes all the same, how it closes again.</summary>
public sealed class GuardedBrokerTests
{
    private static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol Aapl = new("AAPL");

    private readonly TestKit.Clocks.ManualClock clock = new(Start);
    private readonly FakeBroker inner;
    private readonly GuardedBroker sut;
    private int orders;

    public GuardedBrokerTests()
    {
        inner = new FakeBroker(clock, new Money(1_000_000m));
        sut = new GuardedBroker(inner, new BreakerOptions { FailureShare = 0.5, MinimumCalls = 4, Window = TimeSpan.FromMinutes(1), Break = TimeSpan.FromSeconds(15), SlowCall = TimeSpan.FromSeconds(2) }, clock);
    }

    [Fact]
    public async Task Orders_AnsweredInTime_KeepTheCircuitClosed()
    {
        for (var i = 0; i < 20; i++)
            (await Entry()).Status.ShouldBe(SubmitStatus.Confirmed);

        Health(EndpointClass.Orders).ShouldSatisfyAllConditions(h => h.State.ShouldBe(BreakerState.Closed), h => h.Calls.ShouldBe(20), h => h.SuccessShare.ShouldBe(1), h => h.OpenedUtc.ShouldBeNull());
    }

    [Theory]
    [InlineData(2, 2, BreakerState.Open)]
    [InlineData(3, 2, BreakerState.Closed)]
    [InlineData(0, 3, BreakerState.Closed)]
    public async Task Orders_ShareOfFailures_OpensAtTheLimitOnceThereAreEnoughCalls(int good, int failed, BreakerState expected)
    {
        for (var i = 0; i < good; i++)
            await Entry();
        inner.Misbehave = _ => SubmitStatus.Unresolved;
        for (var i = 0; i < failed; i++)
            await Entry();

        Health(EndpointClass.Orders).State.ShouldBe(expected);
    }

    [Fact]
    public async Task Orders_CircuitOpen_EntriesAreNotSentAndExitsAre()
    {
        await Break();
        var sent = inner.Submitted.Count;

        var entry = await Entry();
        var exit = await Submit(OrderPurpose.Exit);

        (entry.Status, entry.Reason).ShouldBe((SubmitStatus.Throttled, "the circuit to the broker's Orders is open"));
        exit.Status.ShouldBe(SubmitStatus.Confirmed);
        inner.Submitted.Count.ShouldBe(sent + 1);
    }

    [Fact]
    public async Task Orders_CircuitOpen_OtherClassesGoOn()
    {
        await Break();

        (await sut.GetAccount(default)).CanTrade.ShouldBeTrue();
        (await sut.ListOpenOrders(default)).ShouldNotBeNull();
        Health(EndpointClass.Reads).State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public async Task Cancels_CircuitOpen_AreTriedAllTheSame()
    {
        var failing = new Failing(inner);
        var guarded = new GuardedBroker(failing, new BreakerOptions { MinimumCalls = 2 }, clock);
        for (var i = 0; i < 6; i++)
            (await guarded.Cancel(new ClientOrderId("X"), default)).ShouldBe(CancelStatus.Unresolved);

        guarded.Endpoints()[(int)EndpointClass.Cancels].State.ShouldBe(BreakerState.Open);
        failing.Cancels.ShouldBe(6);
    }

    [Fact]
    public async Task Reads_CircuitOpen_PollingStopsAndLookUpsGoOn()
    {
        var failing = new Failing(inner);
        var guarded = new GuardedBroker(failing, new BreakerOptions { MinimumCalls = 2 }, clock);
        for (var i = 0; i < 5; i++)
            await Should.ThrowAsync<BrokerException>(() => guarded.ListOpenOrders(default));
        for (var i = 0; i < 5; i++)
            await Should.ThrowAsync<BrokerException>(() => guarded.Find(new ClientOrderId("X"), default));

        (failing.Lists, failing.Finds).ShouldBe((2, 5));
    }

    [Fact]
    public async Task Probe_ThatSucceeds_ClosesTheCircuit()
    {
        await Break();
        clock.Advance(TimeSpan.FromSeconds(14));
        (await Entry()).Status.ShouldBe(SubmitStatus.Throttled);

        clock.Advance(TimeSpan.FromSeconds(1));
        Health(EndpointClass.Orders).State.ShouldBe(BreakerState.HalfOpen);
        (await Entry()).Status.ShouldBe(SubmitStatus.Confirmed);

        Health(EndpointClass.Orders).State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public async Task Probe_ThatFails_OpensItAgain()
    {
        await Break();
        inner.Misbehave = _ => SubmitStatus.Unresolved;
        clock.Advance(TimeSpan.FromSeconds(15));

        (await Entry()).Status.ShouldBe(SubmitStatus.Unresolved);

        Health(EndpointClass.Orders).ShouldSatisfyAllConditions(h => h.State.ShouldBe(BreakerState.Open), h => h.OpenedUtc.ShouldBe(Start.AddSeconds(15)), h => h.RetryUtc.ShouldBe(Start.AddSeconds(30)));
    }

    [Fact]
    public async Task Probe_InFlight_ExitsCancelsAndLookUpsPassBesideIt()
    {
        var held = new TaskCompletionSource();
        var slow = new Failing(inner);
        var guarded = new GuardedBroker(slow, new BreakerOptions { MinimumCalls = 2, Break = TimeSpan.FromSeconds(15) }, clock);
        inner.Misbehave = _ => SubmitStatus.Unresolved;
        for (var i = 0; i < 2; i++)
            await Submit(OrderPurpose.Entry, guarded);
        for (var i = 0; i < 2; i++)
            await guarded.Cancel(new ClientOrderId("X"), default);
        for (var i = 0; i < 2; i++)
            await Should.ThrowAsync<BrokerException>(() => guarded.ListOpenOrders(default));
        inner.Misbehave = _ => null;
        clock.Advance(TimeSpan.FromSeconds(15));
        (slow.IsDown, slow.Gate) = (false, held.Task);
        Task[] probes = [Submit(OrderPurpose.Entry, guarded), guarded.Cancel(new ClientOrderId("O1"), default), guarded.ListOpenOrders(default)];

        (await Submit(OrderPurpose.Entry, guarded)).Status.ShouldBe(SubmitStatus.Throttled);
        slow.Gate = Task.CompletedTask;
        (await Submit(OrderPurpose.Exit, guarded)).Status.ShouldBe(SubmitStatus.Confirmed);
        (await guarded.Cancel(new ClientOrderId("O2"), default)).ShouldBe(CancelStatus.Accepted);
        (await guarded.Find(new ClientOrderId("O2"), default))!.Status.ShouldBe(OrderStatus.Canceled);
        await Should.ThrowAsync<BrokerException>(() => guarded.ListRecentOrders(Start, default));

        probes.ShouldAllBe(probe => !probe.IsCompleted);
        held.SetResult();
        await Task.WhenAll(probes);
        guarded.Endpoints().ShouldAllBe(endpoint => endpoint.State == BreakerState.Closed);
    }

    [Theory]
    [InlineData(1.9, BreakerState.Closed)]
    [InlineData(2.1, BreakerState.Open)]
    public async Task Latency_BeyondItsLimit_CountsAsAFailure(double seconds, BreakerState expected)
    {
        inner.Misbehave = _ =>
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            return null;
        };
        for (var i = 0; i < 4; i++)
            await Entry();

        Health(EndpointClass.Orders).ShouldSatisfyAllConditions(h => h.State.ShouldBe(expected), h => h.P95Milliseconds.ShouldBe(seconds * 1000), h => h.MedianMilliseconds.ShouldBe(seconds * 1000));
    }

    [Fact]
    public async Task Refusals_AreAnswers()
    {
        foreach (var answer in new[] { SubmitStatus.Rejected, SubmitStatus.Throttled, SubmitStatus.Duplicate })
        {
            inner.Misbehave = _ => answer;
            for (var i = 0; i < 5; i++)
                (await Entry()).Status.ShouldBe(answer);
        }

        Health(EndpointClass.Orders).State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public async Task Failures_OlderThanTheWindow_AreForgotten()
    {
        inner.Misbehave = _ => SubmitStatus.Unresolved;
        for (var i = 0; i < 3; i++)
            await Entry();
        clock.Advance(TimeSpan.FromMinutes(2));
        inner.Misbehave = _ => null;
        for (var i = 0; i < 3; i++)
            await Entry();
        inner.Misbehave = _ => SubmitStatus.Unresolved;
        await Entry();

        Health(EndpointClass.Orders).State.ShouldBe(BreakerState.Closed);
    }

    private async Task Break()
    {
        inner.Misbehave = _ => SubmitStatus.Unresolved;
        for (var i = 0; i < 4; i++)
            await Entry();
        inner.Misbehave = _ => null;
        Health(EndpointClass.Orders).State.ShouldBe(BreakerState.Open);
    }

    private EndpointHealth Health(EndpointClass endpoint) => sut.Endpoints()[(int)endpoint];

    private Task<SubmitOutcome> Entry() => Submit(OrderPurpose.Entry);

    private Task<SubmitOutcome> Submit(OrderPurpose purpose, GuardedBroker? guarded = null) => (guarded ?? sut).Submit(
        Approvals.Of(
            new OrderTerms(
                new ClientOrderId($"O{++orders}"), Aapl, purpose == OrderPurpose.Entry ? Side.Buy : Side.Sell, new Quantity(1m), OrderType.Limit, TimeInForce.Day, purpose, new StrategyId("test"), new Price(10m)),
            Start),
        default);

    /// <summary>A class may have thresholds of its own; what it does not name is as for all.</summary>
    [Fact]
    public async Task Thresholds_OfAClass_AreItsOwn()
    {
        var failing = new Failing(inner);
        var guarded = new GuardedBroker(failing, new BreakerOptions { MinimumCalls = 4, Reads = new BreakerClassOptions { MinimumCalls = 2 } }, clock);

        for (var i = 0; i < 2; i++)
        {
            await Should.ThrowAsync<BrokerException>(() => guarded.ListOpenOrders(default));
            await Should.ThrowAsync<BrokerException>(() => guarded.GetAccount(default));
        }

        guarded.Endpoints().ToDictionary(health => health.Endpoint, health => health.State).ShouldSatisfyAllConditions(
            states => states[EndpointClass.Reads].ShouldBe(BreakerState.Open),
            states => states[EndpointClass.Account].ShouldBe(BreakerState.Closed));
        new BreakerOptions { Break = TimeSpan.FromSeconds(7), Cancels = new BreakerClassOptions { SlowCall = TimeSpan.FromSeconds(1) } }.For(EndpointClass.Cancels)
            .ShouldSatisfyAllConditions(own => own.Break.ShouldBe(TimeSpan.FromSeconds(7)), own => own.SlowCall.ShouldBe(TimeSpan.FromSeconds(1)));
    }

    /// <summary>Answers nothing while it is down, then what the broker does once the gate is open. Orders pass in any case.</summary>
    private sealed class Failing(IBroker inner) : IBroker
    {
        public bool IsDown { get; set; } = true;

        public Task Gate { get; set; } = Task.CompletedTask;

        public int Cancels { get; private set; }

        public int Lists { get; private set; }

        public int Finds { get; private set; }

        public BrokerTraits Traits => inner.Traits;

        public async Task<SubmitOutcome> Submit(Domain.Risk.ApprovedOrder order, CancellationToken cancellationToken)
        {
            await Gate;
            return await inner.Submit(order, cancellationToken);
        }

        public async Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken)
        {
            Cancels++;
            await Gate;
            return IsDown ? CancelStatus.Unresolved : await inner.Cancel(id, cancellationToken);
        }

        public async Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken)
        {
            Finds++;
            await Gate;
            return IsDown ? throw new BrokerException("503") : await inner.Find(id, cancellationToken);
        }

        public async Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken)
        {
            Lists++;
            await Gate;
            return IsDown ? throw new BrokerException("503") : await inner.ListOpenOrders(cancellationToken);
        }

        public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) => throw new BrokerException("503");

        public Task<BrokerAsset?> FindAsset(Domain.Symbol symbol, CancellationToken cancellationToken) => throw new BrokerException("503");

        public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => throw new BrokerException("503");

        public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) => throw new BrokerException("503");

        public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
