using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Brokers;

/// <summary>Answers that make no sense: nothing of them gets into the books, trading halts, and what was said is kept.</summary>
public sealed class CheckedBrokerTests
{
    private static readonly BrokerTraits Remote = new("remote", AbsenceIsConclusive: false, HasEventJournal: false);

    private readonly TradingBench bench = new();

    public static TheoryData<string> Nonsense => ["symbol", "side", "id", "quantity", "overfilled", "price", "noPrice", "emptyFill", "leg"];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Submit_AnsweredWithNonsense_HaltsKeepsItAndBooksNothing(string what)
    {
        bench.Broker.Traits = Remote;
        await using var host = await bench.Ready();
        bench.Broker.Bend = order => Bent(order, what);

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        answer.Status.ShouldBe(TradeStatus.Unresolved);
        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
        await ShouldHaveHalted(host);
        (await host.Trades.Execute(bench.Request(bench.Signal("s2")), default)).Denials!.ShouldContain(denial => denial.Code == ReasonCode.Halted);
    }

    [Theory]
    [InlineData("symbol")]
    [InlineData("overfilled")]
    [InlineData("quantity")]
    public async Task Read_OfAnOrderThatTurnedIntoNonsense_HaltsAndLeavesTheBooksAlone(string what)
    {
        bench.Broker.Traits = Remote;
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        var id = (await host.Trades.Execute(bench.Request(bench.Signal("s1")), default)).OrderId!.Value;
        var before = host.Book.State.Find(id);
        bench.Broker.Bend = order => order.ClientOrderId == id ? Bent(order, what) : order;

        await Should.ThrowAsync<BrokerException>(() => host.Reconciler.ReadOrders(default));

        host.Book.State.Find(id).ShouldBe(before);
        await ShouldHaveHalted(host);
    }

    [Fact]
    [Trait("Suffered", "4")]
    public async Task OpenOrders_TwoBehindOneId_HaltsTrading()
    {
        bench.Broker.Traits = Remote;
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1", stop: 90m)), default);
        var seen = 0;
        // After a reconnect the broker tells of another order under the same id.
        bench.Broker.Bend = order => seen++ % 2 == 0 ? order : order with { BrokerOrderId = "ANOTHER" };

        await host.Reconciler.Run(default);
        var report = await host.Reconciler.Run(default);

        report.Status.ShouldBe(ReconciliationStatus.NoAnswer);
        report.Differences.ShouldHaveSingleItem().ShouldContain("two orders of one id");
        host.Book.State.Ledger.State.ShouldBe(TradingState.Halted);
    }

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(-1, 5, 5)]
    [InlineData(100, 0, 0)]
    [InlineData(100, 6, 5)]
    [InlineData(100, 50, 50)]
    public async Task Event_OfAnImpossibleExecution_HaltsAndBooksNothing(int price, int shares, int cumulative)
    {
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        var id = (await host.Trades.Execute(bench.Request(bench.Signal("s1")), default)).OrderId!.Value;
        bench.Broker.Tell(id, told => told with
        {
            Kind = OrderEventKind.PartialFill,
            ExecutionId = "x",
            Price = price,
            Quantity = new Quantity(shares),
            CumulativeQuantity = new Quantity(cumulative),
        });

        await Should.ThrowAsync<BrokerException>(() => host.Pump.PumpOnce(default));

        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
        await ShouldHaveHalted(host);
    }

    [Fact]
    public async Task Event_OfAnotherSymbol_HaltsAndBooksNothing()
    {
        bench.Broker.FillPrice = _ => null;
        await using var host = await bench.Ready();
        var id = (await host.Trades.Execute(bench.Request(bench.Signal("s1")), default)).OrderId!.Value;
        bench.Broker.Tell(id, told => told with { Kind = OrderEventKind.Fill, Symbol = TradingBench.Msft, ExecutionId = "x", Price = 10m, Quantity = new Quantity(10m), CumulativeQuantity = new Quantity(10m) });

        await Should.ThrowAsync<BrokerException>(() => host.Pump.PumpOnce(default));

        host.Book.State.Book(TradingBench.Msft).Position.IsFlat.ShouldBeTrue();
    }

    [Fact]
    public async Task Report_TheSameAgain_IsKeptOnceAndHaltsAgain()
    {
        bench.Broker.Traits = Remote;
        await using var host = await bench.Ready();
        bench.Broker.Bend = order => Bent(order, "symbol");
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        await host.Control.Change(new(TradingState.Active, "looks fine", "ann", host.Book.State.Ledger.StateVersion, Flatten: false), default);

        await host.Sweeper.SweepOnce(default);
        await host.Sweeper.SweepOnce(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Halted);
        (await Kept(host)).Length.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Report_WhoseRowCannotBeWritten_HaltsAllTheSameAndIsKeptTheNextTime()
    {
        await using var host = await bench.Ready();
        var sentinel = new BrokerSentinel(host.Book, new AuditTrail(bench.Store, new AccountId("main"), new FailingOnce(bench.Clock)), host.Notifier);

        await Should.ThrowAsync<TimeoutException>(() => sentinel.Report("two orders of one id", "raw", default));
        host.Book.State.Ledger.State.ShouldBe(TradingState.Halted);
        (await Kept(host)).ShouldBeEmpty();

        await sentinel.Report("two orders of one id", "raw", default);
        await sentinel.Report("two orders of one id", "raw", default);
        (await Kept(host)).ShouldHaveSingleItem().After.ShouldBe("raw");
    }

    /// <summary>Stands for a store that fails a row: the row's time is what it asks for first.</summary>
    private sealed class FailingOnce(TimeProvider clock) : TimeProvider
    {
        private bool hasFailed;

        public override DateTimeOffset GetUtcNow()
        {
            if (hasFailed)
                return clock.GetUtcNow();
            hasFailed = true;
            throw new TimeoutException("the row was not written");
        }
    }

    [Theory]
    [InlineData(100_000, 100_000, -0.01)]
    [InlineData(2_000_000_000_000d, 100_000, 0)]
    [InlineData(100_000, -2_000_000_000_000d, 0)]
    public async Task Account_WhoseFiguresCannotBe_HaltsAndIsNotTakenOver(double cash, double equity, double power)
    {
        bench.Broker.Traits = Remote;
        await using var host = await bench.Ready();
        bench.Broker.BendAccount = account => account with { Cash = new Money((decimal)cash), Equity = new Money((decimal)equity), BuyingPower = new Money((decimal)power) };

        (await host.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.NoAnswer);

        host.Book.State.Ledger.ShouldSatisfyAllConditions(ledger => ledger.State.ShouldBe(TradingState.Halted), ledger => ledger.Cash.ShouldBe(new Money(100_000m)));
        (await Kept(host)).ShouldHaveSingleItem().After!.ShouldContain("BrokerAccount");
    }

    private static async Task ShouldHaveHalted(TradingHost host)
    {
        host.Book.State.Ledger.ShouldSatisfyAllConditions(
            ledger => ledger.State.ShouldBe(TradingState.Halted),
            ledger => ledger.StateReason!.ShouldContain("makes no sense"));
        (await Kept(host)).ShouldAllBe(row => row.After!.Contains("AAPL", StringComparison.OrdinalIgnoreCase) || row.After!.Contains("MSFT", StringComparison.OrdinalIgnoreCase));
        (await Kept(host)).ShouldNotBeEmpty();
        host.Notifier.Told.ShouldContain(told => told.Severity == Severity.Critical);
    }

    private static async Task<AuditRecord[]> Kept(TradingHost host) =>
        [.. (await host.Audit.List(after: null, 100, default)).Records.Where(row => row.Kind == AuditKind.BrokerAnswerKept)];

    private static BrokerOrder Bent(BrokerOrder order, string what) => what switch
    {
        "symbol" => order with { Symbol = TradingBench.Msft },
        "side" => order with { Side = Side.Sell },
        "id" => order with { ClientOrderId = new ClientOrderId("SOMEBODY") },
        "quantity" => order with { Quantity = order.Quantity + new Quantity(1m) },
        "overfilled" => order with { FilledQuantity = order.Quantity + new Quantity(1m), AverageFillPrice = 100m },
        "price" => order with { FilledQuantity = order.Quantity, AverageFillPrice = 0m },
        "noPrice" => order with { FilledQuantity = order.Quantity, AverageFillPrice = null },
        "emptyFill" => order with { Status = OrderStatus.Filled, FilledQuantity = Quantity.Zero },
        "leg" => order with { Legs = [order with { ClientOrderId = new ClientOrderId("LEG"), Symbol = TradingBench.Msft, Legs = [] }] },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such case."),
    };
}
