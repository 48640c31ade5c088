using Microsoft.Data.Sqlite;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class JournalTests
{
    [Fact]
    public async Task Reopened_Exchange_KnowsEverything()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: 100).Bar(100, 105, 99, 104).Flat(104);
        await sut.ToBar(1);
        var bracket = await sut.Send(sut.Terms(Side.Buy, 80, stopLoss: 90m, takeProfit: 120m));
        var trailing = await sut.Send(sut.Terms(Side.Sell, 5, OrderType.TrailingStop, trail: 0.05m, tif: TimeInForce.Gtc));
        await sut.ToBar(3);
        using var reopened = sut.Open();
        reopened.ProcessedUtc.ShouldBe(sut.Now);
        foreach (var id in new[] { bracket, trailing, OrderFactory.StopLossId(bracket), OrderFactory.TakeProfitId(bracket) })
        {
            (await reopened.Find(id, CancellationToken.None)).ShouldBeEquivalentTo(await sut.Order(id));
        }

        (await reopened.GetAccount(CancellationToken.None)).ShouldBe(await sut.Exchange.GetAccount(CancellationToken.None));
        (await reopened.ListOpenOrders(CancellationToken.None)).ShouldBeEquivalentTo(await sut.Exchange.ListOpenOrders(CancellationToken.None));
        (await reopened.ReadEvents(0, 100, CancellationToken.None)).ShouldBe(await sut.Events());
    }

    [Fact]
    public async Task Advance_Again_AddsNothing()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(101).Flat(102);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(3);
        var events = await sut.Events();
        await sut.Exchange.Advance(sut.Now);
        await sut.Exchange.Advance(sut.Now.AddMinutes(-2));
        (await sut.Events()).ShouldBe(events);
        sut.Exchange.ProcessedUtc.ShouldBe(sut.Now);
    }

    [Fact]
    public async Task ReadEvents_AfterANumber_GivesTheNextOnesInOrder()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        for (var i = 0; i < 5; i++)
        {
            await sut.Send(sut.Terms(Side.Buy, 1));
        }

        await sut.ToBar(2);
        (await sut.Exchange.ReadEvents(2, 2, CancellationToken.None)).Select(e => e.Sequence).ShouldBe([3, 4]);
        (await sut.Exchange.ReadEvents(5, 2, CancellationToken.None)).ShouldBeEmpty();
        using var reopened = sut.Open();
        (await reopened.ReadEvents(2, 2, CancellationToken.None)).Select(e => e.Sequence).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task WaitForEvents_CompletesWithTheNextEvent()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 1));
        var waiting = sut.Exchange.WaitForEvents(0, CancellationToken.None);
        waiting.IsCompleted.ShouldBeFalse();
        await sut.ToBar(2);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        sut.Exchange.WaitForEvents(0, CancellationToken.None).IsCompleted.ShouldBeTrue();
        using var stop = new CancellationTokenSource();
        var cancelled = sut.Exchange.WaitForEvents(1, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task Open_WithOtherOptions_IsRefused()
    {
        using var sut = new ExchangeHarness(ExchangeHarness.Plain with { Seed = 1 }).Flat(100);
        await sut.ToBar(1);
        using var other = new ExchangeHarness().Flat(100);
        var error = Should.Throw<ExchangeJournalException>(() => new ExchangeJournal(sut.Journal, ExchangeHarness.Plain with { Seed = 2 }, crossed: null));
        error.Message.ShouldContain("seed 1");
    }

    [Fact]
    public void Open_FileThatIsNoJournal_IsRefused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, string.Join('\n', Enumerable.Repeat("this is no database", 100)));
        Should.Throw<ExchangeJournalException>(() => new ExchangeJournal(path, ExchangeHarness.Plain, crossed: null)).Message.ShouldContain(path);
        File.Delete(path);
    }

    [Fact]
    public async Task Journal_ThatCannotBeWritten_TakesTheExchangeOutOfService()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        var known = await sut.Send(sut.Terms(Side.Buy, 1));
        using (var vandal = new SqliteConnection($"Data Source={sut.Journal};Pooling=False"))
        {
            vandal.Open();
            using var command = vandal.CreateCommand();
            command.CommandText = "DROP TABLE orders";
            command.ExecuteNonQuery();
        }

        (await sut.Exchange.Place(sut.Terms(Side.Buy, 1))).Status.ShouldBe(SubmitStatus.Unresolved);
        (await sut.Exchange.Place(sut.Terms(Side.Buy, 1))).Status.ShouldBe(SubmitStatus.Unresolved);
        (await sut.Exchange.Cancel(known, CancellationToken.None)).ShouldBe(CancelStatus.Unresolved);
        await Should.ThrowAsync<BrokerException>(() => sut.Exchange.Find(known, CancellationToken.None));
        await Should.ThrowAsync<BrokerException>(() => sut.Exchange.Advance(sut.Now.AddMinutes(1)));
        await Should.ThrowAsync<BrokerException>(() => sut.Exchange.WaitForEvents(0, CancellationToken.None));
    }

    [Fact]
    public async Task Run_OnAClock_FillsWithItsTicks()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 1));
        using var stop = new CancellationTokenSource();
        var running = sut.Exchange.Run(TimeSpan.FromSeconds(5), stop.Token);
        var filled = sut.Exchange.WaitForEvents(0, CancellationToken.None);
        sut.Clock.Advance(TimeSpan.FromMinutes(1));
        await filled.WaitAsync(TimeSpan.FromSeconds(30));
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.Filled);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Submit_FromManyThreads_LosesAndDoublesNothing()
    {
        using var sut = new ExchangeHarness(ExchangeHarness.Plain with { Durable = true }).Flat(100).Flat(100, volume: 1e6);
        await sut.ToBar(1);
        var terms = Enumerable.Range(0, 400).Select(_ => sut.Terms(Side.Buy, 1)).ToArray();
        await Parallel.ForEachAsync(terms, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (t, _) => await sut.Send(t));
        await sut.ToBar(2);
        var audit = ExchangeAudit.Run(sut.Journal);
        (audit.Fills, audit.Orders[OrderStatus.Filled]).ShouldBe((400, 400));
        (await sut.Events()).Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 400).Select(i => (long)i));
    }

    [Fact]
    public async Task Audit_CountsByStatusAndFindsRepeatedTerms()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: 100).Flat(100, volume: 0);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 20, stopLoss: 90m));
        await sut.Send(sut.Terms(Side.Buy, 20));
        await sut.Send(sut.Terms(Side.Buy, 60));
        await sut.Exchange.Place(sut.Terms(Side.Buy, 0));
        await sut.Exchange.Cancel(await sut.Send(sut.Terms(Side.Sell, 5)), CancellationToken.None);
        await sut.ToBar(2);
        var audit = ExchangeAudit.Run(sut.Journal);
        audit.Orders.ShouldBe(new SortedDictionary<OrderStatus, int>
        {
            [OrderStatus.PartiallyFilled] = 1,
            [OrderStatus.Filled] = 2,
            [OrderStatus.Canceled] = 1,
            [OrderStatus.Rejected] = 1,
        });
        audit.Legs.ShouldBe(new SortedDictionary<OrderStatus, int> { [OrderStatus.New] = 1 });
        (audit.PartiallyFilled, audit.DuplicateOrders, audit.Overfilled, audit.Fills).ShouldBe((1, 1, 0, 3));
        audit.Positions.ShouldBe([new AuditedPosition(ExchangeHarness.Spy, 50m, new Money(5_000.25m))]);
        audit.Cash.Amount.ShouldBe(994_999.75m);
    }
}
