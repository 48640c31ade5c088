using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>A broker as remote ones are: no numbered journal, a stream that may lose everything, reads that may be old.</summary>
public sealed class RemoteBrokerTests
{
    private static readonly BrokerTraits Remote = new("remote", AbsenceIsConclusive: false, HasEventJournal: false);

    [Fact]
    [Trait("Suffered", "11")]
    public async Task Follower_StreamSaysNothing_ReadsTheFills()
    {
        var bench = Bench();
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        await Follower(host, new ScriptedStream([]), bench).ReadOnce(default);

        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(10m);
        host.Book.State.Ledger.Cash.ShouldBe(new Money(99_000m));
    }

    [Fact]
    [Trait("Suffered", "6")]
    public async Task Follower_StreamRepeatsAndShuffles_BooksOnce()
    {
        var bench = Bench();
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        bench.Broker.Fill(answer.OrderId!.Value, 4m, 100m);
        bench.Broker.Fill(answer.OrderId!.Value, 6m, 101m);
        var told = bench.Broker.Journal.Select(e => e with { Sequence = 0 }).ToList();

        await Run(Follower(host, new ScriptedStream([.. told.AsEnumerable().Reverse(), .. told]), bench));

        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(10m);
        host.Book.State.Ledger.Cash.ShouldBe(new Money(100_000m - 400m - 606m));
    }

    [Fact]
    public async Task Reconcile_FillsOnTheirWay_AreBookedAndNotAdopted()
    {
        var bench = Bench();
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        var report = await host.Reconciler.Run(default);

        report.Differences.ShouldBeEmpty();
        report.Passed.ShouldBeTrue();
        (await host.Queries.Trades(after: null, 10, default)).Trades.Length.ShouldBe(1);
    }

    [Fact]
    [Trait("Suffered", "13")]
    public async Task Reconcile_ClosedByHand_IsAdoptedOnceItHasSettled()
    {
        var bench = Bench();
        await using var host = await bench.Ready();
        bench.Broker.TradeByHand(TradingBench.Msft, 5m, 200m);

        var report = await host.Reconciler.Run(default);

        report.Passed.ShouldBeTrue();
        report.Differences.Length.ShouldBe(2);
        (await host.Reconciler.Run(default)).Differences.ShouldBeEmpty();
        host.Book.State.Book(TradingBench.Msft).Position.SignedQuantity.ShouldBe(5m);
    }

    [Fact]
    public async Task Pump_WaitingExit_IsSentOnceItsLegsHaveEnded()
    {
        var bench = Bench();
        await using var host = await bench.Ready();
        var follower = Follower(host, new ScriptedStream([]), bench);
        await host.Trades.Execute(bench.Request(bench.Signal("s1", profit: 120m)), default);
        await follower.ReadOnce(default);

        var answer = await host.Trades.ClosePosition(TradingBench.Aapl, "close-1", default);
        await follower.ReadOnce(default);
        await follower.ReadOnce(default);

        (await host.Queries.FindOrder(answer.OrderId!.Value, default))!.End.ShouldBe(OrderEnd.Filled);
        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
    }

    [Fact]
    [Trait("Suffered", "2")]
    public async Task Restart_WithWorkingOrdersAndAPosition_DropsNone()
    {
        var bench = Bench();
        ClientOrderId[] before;
        await using (var first = await bench.Ready())
        {
            await first.Trades.Execute(bench.Request(bench.Signal("held", symbol: TradingBench.Msft, quantity: 5m)), default);
            bench.Broker.FillPrice = _ => null;
            for (var i = 0; i < 14; i++)
                await first.Trades.Execute(bench.Request(bench.Signal($"s{i}", target: 90m + i, stop: 80m, quantity: 1m)), default);
            await first.Reconciler.Run(default);
            before = [.. first.Book.State.Live.Keys];
        }

        for (var restart = 0; restart < 2; restart++)
        {
            await using var next = bench.Host();
            (await next.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Agreed);
            next.Book.State.Live.Keys.ShouldBe(before);
            next.Book.State.Book(TradingBench.Msft).Position.SignedQuantity.ShouldBe(5m);
        }

        bench.Broker.Submitted.Count.ShouldBe(15);
    }

    private static TradingBench Bench()
    {
        var bench = new TradingBench();
        bench.Broker.Traits = Remote;
        return bench;
    }

    private static OrderFollower Follower(TradingHost host, IOrderStream stream, TradingBench bench) => new(stream, host.Reconciler, host.Pump, host.Sender, bench.Clock);

    private static async Task Run(OrderFollower follower)
    {
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(follower.Run(stop.Token));
    }

    /// <summary>Tells what it was given, once, and ends.</summary>
    private sealed class ScriptedStream(IReadOnlyList<OrderEvent> script) : IOrderStream
    {
        public async Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken)
        {
            foreach (var message in script)
                await deliver(message, CancellationToken.None);
        }
    }
}
