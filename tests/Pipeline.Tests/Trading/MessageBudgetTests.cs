using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>The account's message budget: by our own count, by the broker's headers, and by its refusals.</summary>
[Trait("Suffered", "12")]
public sealed class MessageBudgetTests
{
    private readonly TradingBench bench = new() { Rules = new TradingRules { Limits = new RiskLimits { DuplicateWindow = null } } };

    [Fact]
    public async Task Execute_HeadersSayThatEntriesAreUsedUp_IsThrottledWithTheFigures()
    {
        await using var host = await bench.Ready();
        bench.Broker.Rate = new BrokerRate(200, 40, bench.Clock.NowUtc.AddSeconds(30));

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        answer.Denials.ShouldBe([new Denial(ReasonCode.Throttled, "brokerMessages", 160m, 161m)]);
        bench.Broker.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Execute_HeadersOfAWindowThatIsOver_SayNothing()
    {
        await using var host = await bench.Ready();
        bench.Broker.Rate = new BrokerRate(200, 0, bench.Clock.NowUtc);

        (await host.Trades.Execute(bench.Request(bench.Signal("s1")), default)).Status.ShouldBe(TradeStatus.Working);
    }

    [Fact]
    public async Task Execute_RefusedByTheBroker_AnswersThrottledAndNeverSendsItLater()
    {
        await using var host = await bench.Ready();
        bench.Broker.Misbehave = _ => SubmitStatus.Throttled;

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        bench.Broker.Misbehave = _ => null;
        await host.Sweeper.SweepOnce(default);

        (answer.Status, answer.Denials!.Single().Code).ShouldBe((TradeStatus.Denied, ReasonCode.Throttled));
        bench.Broker.Submitted.Count.ShouldBe(1);
        host.Book.State.Ledger.ReservedExposure.ShouldBe(Money.Zero);
    }

    [Fact]
    public async Task Execute_RefusedByTheBroker_AnswersWithTheFiguresOfItsHeaders()
    {
        await using var host = await bench.Ready();
        bench.Broker.Misbehave = _ =>
        {
            bench.Broker.Rate = new BrokerRate(200, 0, bench.Clock.NowUtc.AddSeconds(30));
            return SubmitStatus.Throttled;
        };

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        answer.Denials.ShouldBe([new Denial(ReasonCode.Throttled, "brokerMessages", 200m, 201m, "said Throttled")]);
        (await host.Trades.FindSignal(new SignalId("s1"), default))!.Answer!.Denials.ShouldBe(answer.Denials);
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(301, false)]
    public async Task Queue_RefusedByTheBroker_IsKeptUpToTheLargestAge(int usedUpFor, bool isSent)
    {
        bench.Rules = new TradingRules { Limits = bench.Rules.Limits with { MaxSignalAge = null } };
        await using var host = await bench.Ready();
        bench.Broker.Misbehave = _ => SubmitStatus.Throttled;
        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")) with { CanWait = true }, default);
        answer.Status.ShouldBe(TradeStatus.Working);
        bench.Broker.Misbehave = _ => null;
        bench.Broker.Rate = new BrokerRate(200, 0, bench.Clock.NowUtc.AddSeconds(usedUpFor));

        for (var seconds = 0; seconds < 310; seconds += 5)
        {
            await host.Sweeper.SweepOnce(default);
            bench.Clock.Advance(TimeSpan.FromSeconds(5));
            bench.Market.Set(TradingBench.Aapl, 100);
        }

        bench.Broker.Submitted.Count.ShouldBe(isSent ? 2 : 1);
        bench.Broker.Submitted.Distinct().Count().ShouldBe(1);
        var order = (await host.Queries.FindOrder(answer.OrderId!.Value, default))!;
        order.End.ShouldBe(isSent ? null : OrderEnd.Denied);
        order.Denials.ShouldBe(isSent ? null : [new Denial(ReasonCode.Throttled, "brokerMessages", 160m, 201m)]);
        (host.Book.State.Ledger.ReservedExposure == Money.Zero).ShouldBe(!isSent);
    }

    [Fact]
    public async Task Queue_OverTheBudget_WaitsAndIsSentWhenThereIsOne()
    {
        bench.Rules = new TradingRules { Limits = bench.Rules.Limits with { MessagesPerMinute = 1, ExitMessageShare = 0m } };
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s0")), default);
        var queued = bench.Request(bench.Signal("s1")) with { CanWait = true };

        await Should.ThrowAsync<PostponedException>(() => host.Trades.Execute(queued, default));
        (await host.Trades.FindSignal(new SignalId("s1"), default))!.Answer.ShouldBeNull();
        bench.Clock.Advance(TimeSpan.FromSeconds(61));
        bench.Market.Set(TradingBench.Aapl, 100);

        (await host.Trades.Execute(queued, default)).Status.ShouldBe(TradeStatus.Working);
        bench.Broker.Submitted.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(301, true)]
    public async Task Queue_OverTheBudget_WaitsUpToItsLargestAge(int seconds, bool isAnswered)
    {
        await using var host = await bench.Ready();
        var queued = bench.Request(bench.Signal("s1")) with { CanWait = true };
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
        bench.Market.Set(TradingBench.Aapl, 100);
        bench.Broker.Rate = new BrokerRate(200, 0, bench.Clock.NowUtc.AddSeconds(30));

        var execute = () => host.Trades.Execute(queued, default);

        if (isAnswered)
            (await execute()).Denials!.Select(denial => denial.Code).ShouldBe([ReasonCode.Expired, ReasonCode.Throttled], ignoreOrder: true);
        else
            await Should.ThrowAsync<PostponedException>(execute);
    }

    [Fact]
    public async Task Queue_DeniedForAnotherReasonToo_DoesNotWait()
    {
        await using var host = await bench.Ready();
        bench.Broker.Rate = new BrokerRate(200, 0, bench.Clock.NowUtc.AddSeconds(30));

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", stop: 120m)) with { CanWait = true }, default);

        answer.Status.ShouldBe(TradeStatus.Denied);
    }

    [Fact]
    public async Task Exit_OverTheBudget_IsKeptAndSentAsSoonAsThereIsAMessage()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        await host.Pump.PumpOnce(default);
        bench.Broker.Rate = new BrokerRate(200, 0, bench.Clock.NowUtc.AddSeconds(30));

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s2", SignalAction.Sell, quantity: null)), default);
        await host.Sweeper.SweepOnce(default);
        answer.Status.ShouldBe(TradeStatus.Working);
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(10m);

        bench.Clock.Advance(TimeSpan.FromSeconds(31));
        await host.Sweeper.SweepOnce(default);
        await host.Pump.PumpOnce(default);

        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
    }

    [Fact]
    public async Task Exit_WithinTheShareKeptForExits_GoesAheadOfEntries()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        await host.Pump.PumpOnce(default);
        bench.Broker.Rate = new BrokerRate(200, 30, bench.Clock.NowUtc.AddSeconds(30));

        var entry = await host.Trades.Execute(bench.Request(bench.Signal("s2", symbol: TradingBench.Msft)), default);
        var exit = await host.Trades.Execute(bench.Request(bench.Signal("s3", SignalAction.Sell, quantity: null)), default);

        entry.Denials!.Single().Code.ShouldBe(ReasonCode.Throttled);
        exit.Status.ShouldNotBe(TradeStatus.Denied);
        bench.Broker.Submitted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Execute_AfterCancelsLookUpsAndReadings_CountsThemAll()
    {
        await using var host = await Remote(perMinute: 10, exitShare: 0.5m);
        await host.Broker.ListOpenOrders(default);
        await host.Broker.GetAccount(default);
        await host.Broker.ListPositions(default);
        await host.Broker.Find(new ClientOrderId("X"), default);
        await host.Broker.Cancel(new ClientOrderId("X"), default);

        // Before an entry the broker is asked for symbol and account: two messages more.
        (await host.Trades.Execute(bench.Request(bench.Signal("s1")), default)).Denials.ShouldBe([new Denial(ReasonCode.Throttled, "messages", 5m, 8m)]);

        bench.Clock.Advance(TimeSpan.FromSeconds(18));
        bench.Market.Set(TradingBench.Aapl, 100);
        (await host.Trades.Execute(bench.Request(bench.Signal("s2")), default)).Status.ShouldBe(TradeStatus.Working);
        host.Book.State.Ledger.Rate.Used.ShouldBe(5m);
        host.Sender.OtherMessages.ShouldBe(0m);
    }

    [Fact]
    public async Task Execute_AfterReadingsOfAnotherHost_CountsThemOnceItHasSentAnOrder()
    {
        await using var first = await Remote(perMinute: 20, exitShare: 0.5m);
        await using var second = bench.Host(owner: "host-2");
        for (var i = 0; i < 4; i++)
            await first.Broker.ListOpenOrders(default);
        await first.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        (await second.Trades.Execute(bench.Request(bench.Signal("s2")), default)).Status.ShouldBe(TradeStatus.Working);
        (await second.Trades.Execute(bench.Request(bench.Signal("s3")), default)).Denials.ShouldBe([new Denial(ReasonCode.Throttled, "messages", 10m, 11m)]);
    }

    [Fact]
    public async Task Poll_WhereEntriesMayNotUseTheBudget_WaitsAndCancelsDoNot()
    {
        await using var host = await Remote(perMinute: 10, exitShare: 0.5m);
        bench.Broker.FillPrice = _ => null;
        var id = (await host.Trades.Execute(bench.Request(bench.Signal("s1", target: 99m)), default)).OrderId!.Value;
        var follower = new OrderFollower(new NoStream(), host.Reconciler, host.Pump, host.Sender, bench.Clock);
        bench.Broker.ListsFail = true;
        await Should.ThrowAsync<BrokerException>(() => follower.ReadOnce(default));

        bench.Broker.Rate = new BrokerRate(200, 100, bench.Clock.NowUtc.AddSeconds(30));
        await follower.ReadOnce(default);

        (await host.Trades.CancelOrder(id, default)).ShouldBe(CancelAnswer.Requested);
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<BrokerException>(() => follower.ReadOnce(default));
    }

    /// <summary>A host on a remote broker whose messages of the start have come back.</summary>
    private async Task<TestKit.Trading.TradingHost> Remote(int perMinute, decimal exitShare)
    {
        bench.Broker.Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false);
        bench.Rules = new TradingRules { Limits = bench.Rules.Limits with { MessagesPerMinute = perMinute, ExitMessageShare = exitShare } };
        var host = await bench.Ready();
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        bench.Market.Set(TradingBench.Aapl, 100);
        return host;
    }

    private sealed class NoStream : IOrderStream
    {
        public Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [Fact]
    public void Request_OfTheQueue_SaysThatItCanWait()
    {
        var request = bench.Request(bench.Signal("s1")) with { CanWait = true };

        JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(request, TradingJson.Default.TradeRequest), TradingJson.Default.TradeRequest)!.CanWait.ShouldBeTrue();
    }
}
