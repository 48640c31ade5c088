using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Retention;
using TradingFunctions.Pipeline.Tests.Day;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Retention;

public sealed class ArchiveTests
{
    private readonly DayBench bench = new();

    private IDocumentStore Store => bench.Bench.Store;

    private DateTime Now => bench.Bench.Clock.NowUtc;

    [Fact]
    public async Task Archive_OrdersAndLogOfTwoMonths_AreFoundAsBefore()
    {
        await using var host = await Traded();
        var (orders, trades) = (await Orders(host), await Trades(host));

        await Archive(Store);

        bench.Bench.Store.Dump(Containers.Trading, "main").Select(document => document.Id.Split(':')[0]).Distinct().ShouldBe(["header", "intent", "position"]);
        (await Orders(host)).ShouldBe(orders);
        (await Trades(host)).ShouldBe(trades);
        (await host.Queries.ShowOrder(orders[0], default))!.Decision.ShouldNotBeNull();
        (await new BooksAuditor(Store, bench.Log, bench.Settings).Rebuild(default)).Agrees.ShouldBeTrue();
        bench.Bench.Store.Dump(Containers.History, "main-202403").ShouldNotBeEmpty();
        bench.Bench.Store.Dump(Containers.History, "main-202404").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Archive_CrashAtEveryWrite_LosesNothing()
    {
        for (var step = 1; ; step++)
        {
            var crashed = false;
            foreach (var after in new[] { false, true })
            {
                var test = new ArchiveTests();
                await using var host = await test.Traded();
                var (orders, trades) = (await Orders(host), await Trades(host));
                var plan = new CrashPlan(step, after);
                try
                {
                    await test.Archive(new CrashingStore(test.Store, plan));
                }
                catch (CrashException)
                {
                    crashed = true;
                    (await new BooksAuditor(test.Store, test.bench.Log, test.bench.Settings).Rebuild(default)).Agrees.ShouldBeTrue($"step {step}");
                    await test.Archive(test.Store);
                }

                (await Orders(host)).ShouldBe(orders, $"step {step}");
                (await Trades(host)).ShouldBe(trades, $"step {step}");
                (await new BooksAuditor(test.Store, test.bench.Log, test.bench.Settings).Rebuild(default)).Agrees.ShouldBeTrue($"step {step}");
                test.bench.Bench.Store.Dump(Containers.Trading, "main").Count(document => document.Id.Contains("order:", StringComparison.Ordinal)).ShouldBe(0);
            }

            if (!crashed)
            {
                step.ShouldBeGreaterThan(5);
                return;
            }
        }
    }

    [Fact]
    public async Task Archive_OfWhatIsYoungOrNotClosed_LeavesIt()
    {
        await using var host = await Traded();
        var before = bench.Bench.Store.Dump(Containers.Trading, "main").Count;

        (await new OrderArchiver(Store, bench.Settings).MoveBatch(TradingBench.Start.AddDays(-1), default)).ShouldBe(0);
        (await new LogArchiver(Store, bench.Log, bench.Settings).MoveBatch(upTo: 0, Now.AddDays(1), default)).ShouldBe(0);
        (await new ArchiveLog(new LogArchiver(Store, bench.Log, bench.Settings), bench.Days).Run(new RetentionStep(Now.AddDays(1)), default)).Count.ShouldBe(0);

        bench.Bench.Store.Dump(Containers.Trading, "main").Count.ShouldBe(before);
    }

    [Fact]
    public async Task LateBust_OfAnArchivedOrder_IsBookedOnceAndOnThatOrder()
    {
        await using var host = await Traded();
        await Archive(Store);
        var log = new List<LogEntry>();
        await foreach (var entry in bench.Log.Read(0, default))
            log.Add(entry);
        var bought = log.First(entry => entry.Fill is { SignedQuantity: 7m }).Fill!;
        var position = host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity;
        var bust = new OrderEvent(0, OrderEventKind.TradeBust, "B", bought.OrderId, null, TradingBench.Aapl, Side.Buy, Now, bought.ExecutionId, Quantity: new Quantity(7m));

        await host.Pump.Apply([bust], default);
        await host.Pump.Apply([bust], default);

        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(position - 7m);
        var order = (await host.Queries.FindOrder(bought.OrderId, default))!;
        (order.Source, order.Executions.Single().Busted).ShouldBe((OrderSource.Signal, true));
        (await new BooksAuditor(Store, bench.Log, bench.Settings).Rebuild(default)).Agrees.ShouldBeTrue();
        (await Orders(host)).Count(id => id == bought.OrderId).ShouldBe(1);
        await Archive(Store);
        (await host.Queries.FindOrder(bought.OrderId, default))!.Executions.Single().Busted.ShouldBeTrue();
    }

    [Fact]
    public async Task Trading_AfterAnArchiveByAnotherHost_GoesOn()
    {
        await using var host = await Traded();
        var before = (await Orders(host)).Count;
        await Archive(Store);

        await bench.Trade(host, "later", SignalAction.Buy, 3m, 100m);

        (await new BooksAuditor(Store, bench.Log, bench.Settings).Rebuild(default)).Agrees.ShouldBeTrue();
        (await Orders(host)).Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Signals_AnsweredAndOld_GoToTheArchiveAndTheOthersStay()
    {
        await using var host = await Traded();
        var archive = new MemoryArchive();
        var unanswered = bench.Bench.Signal("open");
        await new SignalDesk(Store, bench.Bench.Clock).Receive(unanswered, SignalDesk.Digest(unanswered), "open", trace: null, default);

        var progress = await new ArchiveSignals(Store, bench.Bench.Store, archive).Run(new RetentionStep(Now.AddTicks(1)), default);

        (progress.Count, progress.Next).ShouldBe((4, null));
        archive.Documents.Select(json => JsonDocument.Parse(json).RootElement.GetProperty("signal").GetProperty("id").GetString()).ShouldBe(["m1", "m2", "n1", "n2"]);
        (await host.Trades.FindSignal(new SignalId("m1"), default)).ShouldBeNull();
        (await host.Trades.FindSignal(new SignalId("open"), default)).ShouldNotBeNull();
        (await new ArchiveSignals(Store, bench.Bench.Store, archive).Run(new RetentionStep(Now.AddTicks(1)), default)).Count.ShouldBe(0);
    }

    /// <summary>Two orders in March, two in April, and the days closed.</summary>
    private async Task<TradingHost> Traded()
    {
        var host = await bench.Bench.Ready();
        await bench.Trade(host, "m1", SignalAction.Buy, 7m, 100m);
        await bench.Trade(host, "m2", SignalAction.Sell, 2m, 101m);
        bench.Bench.Clock.Advance(TimeSpan.FromDays(30));
        (await host.Reconciler.Run(default)).Passed.ShouldBeTrue();
        await bench.Trade(host, "n1", SignalAction.Buy, 9m, 100m);
        await bench.Trade(host, "n2", SignalAction.Sell, 3m, 101m);
        return host;
    }

    private async Task Archive(IDocumentStore store)
    {
        await bench.Closer.CloseUpTo(DayBench.EndOf(DateOnly.FromDateTime(Now)), default);
        var later = Now.AddDays(1);
        var orders = new OrderArchiver(store, bench.Settings);
        while (await orders.MoveBatch(later, default) > 0)
        {
        }

        var log = new ArchiveLog(new LogArchiver(store, new AccountLog(store, bench.Settings), bench.Settings), bench.Days);
        await log.Run(new RetentionStep(later), default);
    }

    private static async Task<List<ClientOrderId>> Orders(TradingHost host)
    {
        var ids = new List<ClientOrderId>();
        string? after = null;
        do
        {
            var page = await host.Queries.FinalOrders(after, 3, default);
            ids.AddRange(page.Orders.Select(order => order.Id));
            after = page.Continue;
        }
        while (after is not null);
        return ids;
    }

    private static async Task<List<long>> Trades(TradingHost host)
    {
        var numbers = new List<long>();
        string? after = null;
        do
        {
            var page = await host.Queries.Trades(after, 3, default);
            numbers.AddRange(page.Trades.Select(trade => trade.Number));
            after = page.Continue;
        }
        while (after is not null);
        return numbers;
    }

    private sealed class MemoryArchive : IArchive
    {
        public List<ReadOnlyMemory<byte>> Documents { get; } = [];

        public Task<string> Write(string kind, IReadOnlyList<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
        {
            Documents.AddRange(documents);
            return Task.FromResult(kind);
        }
    }
}
