using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>The fold of a log, entry by entry.</summary>
public sealed class FoldTests
{
    private static readonly StrategyId Foreign = new("foreign");

    [Fact]
    public void Deposit_MovesCashAndStartEquityAndNoPosition()
    {
        var books = new RebuiltBooks();

        books.Apply(new LogEntry(1, Given.Now, Adjustment: new Adjustment(new Money(1_000m), Symbol: null, 0m, Price: null, "in"))).ShouldBeNull();
        books.Apply(new LogEntry(2, Given.Now, Adjustment: new Adjustment(new Money(-300m), Symbol: null, 0m, Price: null, "out"))).ShouldBeNull();

        (books.Cash, books.StartEquity, books.LogSequence, books.Entries).ShouldBe((new Money(700m), new Money(700m), 2L, 2L));
        books.Symbols.ShouldBeEmpty();
    }

    [Fact]
    public void Fills_AreBookedAndTellTheirStep()
    {
        var books = new RebuiltBooks();

        var opened = books.Apply(Fill(1, 10m, 100m, after: 10m, realized: 0m, fee: 1m));
        var reduced = books.Apply(Fill(2, -4m, 110m, after: 6m, realized: 40m, fee: 2m));

        opened.ShouldBe(new PositionChange(Given.Now, Given.Aapl, 0m, 10m, new Price(100m), new Money(1m), Money.Zero, Given.Strategy, "host"));
        reduced.ShouldBe(new PositionChange(Given.Now, Given.Aapl, 10m, 6m, new Price(110m), new Money(2m), new Money(40m), Given.Strategy, "host"));
        books.Symbols.ShouldBe([new RebuiltSymbol(Given.Aapl, new Position(6m, new Money(600m)), new Money(40m), new Money(3m), new Price(110m))]);
        (books.Cash, books.RealizedPnl, books.Fees, books.StartEquity).ShouldBe((new Money(-563m), new Money(40m), new Money(3m), Money.Zero));
        books.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Adjustment_OfAPosition_IsPaidFromOutside()
    {
        var books = new RebuiltBooks();
        books.Apply(Fill(1, 10m, 100m, after: 10m, realized: 0m, fee: 1m));

        var grown = books.Apply(new LogEntry(2, Given.Now, Adjustment: new Adjustment(Money.Zero, Given.Aapl, 5m, new Price(120m), "check")));
        var gone = books.Apply(new LogEntry(3, Given.Now, Adjustment: new Adjustment(Money.Zero, Given.Aapl, -15m, new Price(110m), "check")));
        books.Apply(new LogEntry(4, Given.Now, Adjustment: new Adjustment(Money.Zero, Given.Msft, -2m, new Price(50m), "check")));

        grown.ShouldBe(new PositionChange(Given.Now, Given.Aapl, 10m, 15m, new Price(120m), Money.Zero, Money.Zero, Foreign, Worker: null));
        gone.ShouldBe(new PositionChange(Given.Now, Given.Aapl, 15m, 0m, new Price(110m), Money.Zero, new Money(50m), Foreign, Worker: null));
        books.Symbols.ShouldBe([
            new RebuiltSymbol(Given.Aapl, default, new Money(50m), new Money(1m), new Price(100m)),
            new RebuiltSymbol(Given.Msft, new Position(-2m, new Money(-100m)), Money.Zero, Money.Zero, new Price(50m)),
        ]);
        // 600 in, 1,650 and 100 out.
        (books.Cash, books.StartEquity, books.RealizedPnl).ShouldBe((new Money(-1_001m), new Money(-1_150m), new Money(50m)));
    }

    [Fact]
    public void Split_ChangesSharesAndPriceAlone()
    {
        var books = new RebuiltBooks();
        books.Apply(Fill(1, 10m, 100m, after: 10m, realized: 0m, fee: 1m));

        var step = books.Apply(new LogEntry(2, Given.Now, Split: new SplitRecord(Given.Aapl, new DateOnly(2024, 6, 10), 3, 2, 10m, 15m)));
        books.Apply(new LogEntry(3, Given.Now, Split: new SplitRecord(Given.Msft, new DateOnly(2024, 6, 10), 3, 2, 0m, 0m)));

        step.ShouldBe(new PositionChange(Given.Now, Given.Aapl, 10m, 15m, Price: null, Money.Zero, Money.Zero, Foreign, Worker: null));
        books.Symbols.First().ShouldBe(new RebuiltSymbol(Given.Aapl, new Position(15m, new Money(1_000m)), Money.Zero, new Money(1m), new Price(66.666667m)));
        books.Symbols.Last().LastPrice.ShouldBeNull();
        books.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Entries_OfOtherKinds_MoveNothing()
    {
        var books = new RebuiltBooks();

        books.Apply(new LogEntry(1, Given.Now, Strategy: new StrategySwitch(Given.Strategy, IsOn: true, "on"))).ShouldBeNull();

        (books.LogSequence, books.Entries, books.Symbols.Count).ShouldBe((1L, 1L, 0));
    }

    [Fact]
    public void Entries_ThatContradictTheFold_AreFaults()
    {
        var books = new RebuiltBooks();
        books.Apply(Fill(1, 10m, 100m, after: 11m, realized: 0m, fee: 0m));
        books.Apply(Fill(2, -4m, 110m, after: 6m, realized: 41m, fee: 0m));
        books.Apply(new LogEntry(3, Given.Now, Split: new SplitRecord(Given.Aapl, new DateOnly(2024, 6, 10), 3, 2, 6m, 8m)));

        books.Faults.ShouldBe([
            "entry 1: AAPL holds 11 by the entry and 10 by the fold", "entry 2: AAPL realises 41 by the entry and 40.0 by the fold", "entry 3: AAPL holds 8 by the entry and 9 by the fold"]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void Entry_ThatComesAgain_IsAFaultAndNotBooked(long number)
    {
        var books = new RebuiltBooks();
        books.Apply(Fill(3, 10m, 100m, after: 10m, realized: 0m, fee: 0m));

        books.Apply(Fill(number, 10m, 100m, after: 20m, realized: 0m, fee: 0m)).ShouldBeNull();

        books.Faults.ShouldBe([$"entry {number}: comes after entry 3"]);
        (books.LogSequence, books.Entries, books.Symbols.Single().Position.SignedQuantity).ShouldBe((3L, 1L, 10m));
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "entry 4 is missing")]
    [InlineData(6, "entries 4 to 5 are missing")]
    [InlineData(9, "entries 4 to 8 are missing")]
    public void Gap_IsNamedByWhatIsMissing(long next, string? fault)
    {
        var books = new RebuiltBooks();
        books.Apply(Fill(3, 10m, 100m, after: 10m, realized: 0m, fee: 0m));

        books.ReportGap(next);

        books.Faults.ShouldBe(fault is null ? [] : [fault]);
    }

    [Fact]
    public void Checkpoint_HasTheSumsAndTheOpenPositions_AndIsGoneOnFrom()
    {
        var books = new RebuiltBooks();
        books.Apply(new LogEntry(1, Given.Now, Adjustment: new Adjustment(new Money(1_000m), Symbol: null, 0m, Price: null, "in")));
        books.Apply(Fill(2, 10m, 100m, after: 10m, realized: 0m, fee: 1m));
        books.Apply(Fill(3, -4m, 110m, after: 6m, realized: 40m, fee: 1m));
        books.Apply(Fill(4, 1m, 10m, after: 1m, realized: 0m, fee: 0m, Given.Msft));
        books.Apply(Fill(5, -1m, 10m, after: 0m, realized: 0m, fee: 0m, Given.Msft));

        var checkpoint = books.Checkpoint();
        var onward = RebuiltBooks.From(checkpoint);

        (checkpoint with { Positions = [] }).ShouldBe(new BooksCheckpoint(5, new Money(1_000m), new Money(438m), new Money(40m), new Money(2m), []));
        checkpoint.Positions.ShouldBe([new RebuiltSymbol(Given.Aapl, new Position(6m, new Money(600m)), new Money(40m), new Money(2m), new Price(110m))]);
        (onward.LogSequence, onward.StartEquity, onward.Cash, onward.RealizedPnl, onward.Fees).ShouldBe((5L, new Money(1_000m), new Money(438m), new Money(40m), new Money(2m)));
        onward.Symbols.ShouldBe(checkpoint.Positions);
    }

    private static LogEntry Fill(long number, decimal signed, decimal price, decimal after, decimal realized, decimal fee, Symbol? symbol = null) => new(number, Given.Now, Fill: new FillRecord(
        new ClientOrderId("O"), Parent: null, Leg: null, symbol ?? Given.Aapl, OrderPurpose.Entry, Given.Strategy, signed, new Price(price), new Money(fee), new Money(realized), after, $"x{number}", "host"));
}
