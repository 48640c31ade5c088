using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

public sealed class AccountBookTests
{
    private readonly TradingBench bench = new() { Rules = new TradingRules { Limits = new RiskLimits { DuplicateWindow = null, MaxSymbolShare = 1m } } };

    [Fact]
    public async Task ParallelSignals_OfOneHost_ShareTransactions()
    {
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        var before = bench.Store.Transactions;

        // A slow disk: the account's first commit lasts until every signal has been remembered.
        var remembered = 0;
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Store.BeforeTransaction = (_, container, _) =>
        {
            if (container == Containers.Signals && Interlocked.Increment(ref remembered) == 60)
                slow.SetResult();
            return container == Containers.Trading ? slow.Task : Task.CompletedTask;
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => host.Trades.Execute(bench.Request(bench.Signal($"s{i}", quantity: 1m)), default)));

        answers.ShouldAllBe(answer => answer.Status == TradeStatus.Working);
        (bench.Store.Transactions - before - 120).ShouldBeLessThan(60); // two of each signal's own, and far fewer than two per order
        host.Book.State.Live.Count.ShouldBe(120);
    }

    [Fact]
    public async Task Command_WhenTheStoreFails_FailsItsCallersAndTheNextOneLoadsAfresh()
    {
        await using var host = await bench.Ready();
        bench.Store.BeforeTransaction = (_, _, _) => throw new IOException("disk full");
        await Should.ThrowAsync<IOException>(() => host.Book.SetTradingState(TradingState.Halted, "test", default));
        bench.Store.BeforeTransaction = null;

        host.Book.State.Ledger.State.ShouldBe(TradingState.Active);
        await host.Book.SetTradingState(TradingState.Halted, "test", default);
        host.Book.State.Ledger.State.ShouldBe(TradingState.Halted);
    }

    [Fact]
    public async Task Command_AnotherHostWritesInBetween_IsDecidedAgainOnTheNewState()
    {
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        await first.Book.SetTradingState(TradingState.Halted, "by the other host", default);

        var answer = await second.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        answer.Denials!.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.Halted);
    }

    [Fact]
    [Trait("Suffered", "8")]
    public async Task LateFill_OfAFinalOrder_IsBookedOnItAcrossARestart()
    {
        bench.Broker.FillPrice = _ => null;
        ClientOrderId id;
        await using (var host = await bench.Ready())
        {
            id = (await host.Trades.Execute(bench.Request(bench.Signal("s1", target: 99m)), default)).OrderId!.Value;
            await host.Trades.CancelOrder(id, default);
            host.Book.State.Live.ShouldBeEmpty();
        }

        await using var next = bench.Host();
        await next.Book.Open(default);
        var late = new OrderEvent(
            99, OrderEventKind.PartialFill, "B", id, null, TradingBench.Aapl, Side.Buy, TradingBench.Start, "late", 99m, new Quantity(4m), Money.Zero, new Quantity(4m));
        await next.Pump.Apply([late], default);
        await next.Pump.Apply([late with { Sequence = 100 }], default);

        (await next.Queries.FindOrder(id, default))!.Filled.ShouldBe(new Quantity(4m));
        next.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(4m);
        (await next.Queries.FinalOrders(after: null, 10, default)).Orders.Count(order => order.Id == id).ShouldBe(1);
    }

    [Fact]
    public async Task Reload_FromTheStore_GivesTheSameState()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1", profit: 120m)), default);
        bench.Broker.FillPrice = _ => null;
        await host.Trades.Execute(bench.Request(bench.Signal("s2", symbol: TradingBench.Msft)), default);
        await host.Pump.PumpOnce(default);
        await host.Book.AcquireLock(TradingBench.Msft, "monitor", TimeSpan.FromMinutes(5), reason: null, default);

        await using var other = bench.Host();
        var loaded = await other.Book.Open(default);

        var state = host.Book.State;
        loaded.Ledger.ShouldBe(state.Ledger);
        loaded.Live.Keys.ShouldBe(state.Live.Keys);
        loaded.Symbols.Keys.ShouldBe(state.Symbols.Keys);
        foreach (var (symbol, book) in state.Symbols)
        {
            loaded.Book(symbol).ShouldSatisfyAllConditions(
                same => same.Holding.Position.ShouldBe(book.Holding.Position), same => same.Lock.ShouldBe(book.Lock), same => same.Entries.ShouldBe(book.Entries),
                same => same.EntryNotional.ShouldBe(book.EntryNotional), same => same.Exits.ShouldBe(book.Exits), same => same.Orders.Order().ShouldBe(book.Orders.Order()));
        }
    }

    [Fact]
    [Trait("Suffered", "1")]
    public async Task Reconcile_TwiceInARow_ChangesNothingTheSecondTime()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        bench.Broker.TradeByHand(TradingBench.Msft, 3m, 100m);

        var first = await host.Reconciler.Run(default);
        var books = bench.Store.Dump(Containers.Trading, "main");
        var second = await host.Reconciler.Run(default);

        first.Differences.Length.ShouldBe(2); // three shares and what they cost
        second.Differences.ShouldBeEmpty();
        bench.Store.Dump(Containers.Trading, "main").ShouldBe(books);
        var portfolio = await host.Queries.Portfolio(default);
        portfolio.Equity.ShouldBe(portfolio.StartEquity + portfolio.Realized + portfolio.Unrealized - portfolio.Fees);
    }
}
