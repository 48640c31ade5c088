using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class RebuiltBooksTests
{
    [Fact]
    public void Books_AfterAnything_EqualTheFoldOfTheLog() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), ForSeeds(seed =>
    {
        var books = new RandomBooks(seed);

        var rebuilt = Fold(books.Log);

        rebuilt.Faults.ShouldBeEmpty($"seed {seed}");
        BooksComparison.Differences(books.State, rebuilt).ShouldBeEmpty($"seed {seed}");
    }));

    [Fact]
    public void CashPlusPositions_AfterAnything_IsConserved() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), ForSeeds(seed =>
    {
        var rebuilt = new RebuiltBooks();
        foreach (var entry in new RandomBooks(seed).Log)
        {
            rebuilt.Apply(entry);
            (rebuilt.Cash.Amount + rebuilt.Symbols.Sum(symbol => symbol.Position.CostBasis.Amount))
                .ShouldBe(rebuilt.StartEquity.Amount + rebuilt.RealizedPnl.Amount - rebuilt.Fees.Amount, $"seed {seed}, entry {entry.Number}");
        }
    }));

    [Fact]
    public void Fold_GoneOnFromAnyCheckpoint_EndsTheSame() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), ForSeeds(seed =>
    {
        var log = new RandomBooks(seed).Log;
        var half = seed % log.Count;

        var onward = RebuiltBooks.From(Fold(log.Take(half)).Checkpoint());
        log.Skip(half).ToList().ForEach(entry => onward.Apply(entry));

        var (went, whole) = (onward.Checkpoint(), Fold(log).Checkpoint());
        (went with { Positions = [] }).ShouldBe(whole with { Positions = [] });
        went.Positions.Select(p => (p.Symbol, p.Position)).ShouldBe(whole.Positions.Select(p => (p.Symbol, p.Position)));
    }));

    [Fact]
    public void Fold_OfALogWithoutAnEntry_NamesIt()
    {
        var log = new RandomBooks(7).Log;
        log.RemoveAt(4);

        Fold(log).Faults[0].ShouldBe("entry 5 is missing");
    }

    [Fact]
    public void Fold_OfAChangedFill_NamesTheEntryAndTheFigures()
    {
        var books = new RandomBooks(7);
        var at = books.Log.FindIndex(entry => entry.Fill is not null);
        var fill = books.Log[at].Fill!;
        books.Log[at] = books.Log[at] with { Fill = fill with { SignedQuantity = fill.SignedQuantity + 1m } };

        var rebuilt = Fold(books.Log);

        rebuilt.Faults[0].ShouldStartWith($"entry {at + 1}: {fill.Symbol} holds {fill.PositionAfter}");
        BooksComparison.Differences(books.State, rebuilt).Select(difference => difference.What).ShouldContain("cash");
    }

    [Fact]
    public void Differences_OfAChangedLedger_NameTheFigure()
    {
        var books = new RandomBooks(3);
        var ledger = books.State.Ledger;

        var differences = BooksComparison.Differences(books.State with { Ledger = ledger with { Fees = ledger.Fees + new Money(0.01m) } }, Fold(books.Log));

        differences.ShouldHaveSingleItem().What.ShouldBe("fees");
    }

    [Fact]
    public void Split_OfAPosition_ChangesSharesAndNoDollar()
    {
        var state = AccountDecider.Decide(
            AccountState.Empty(new AccountId("main")), new AdoptAccount(new Money(0m), [new HeldPosition(new Symbol("AAPL"), -10m, new Price(400m))], "test", RandomBooks.Start)).State;
        var split = new ApplySplit(new Symbol("AAPL"), new DateOnly(2020, 8, 31), 4, 1, RandomBooks.Start);

        var after = AccountDecider.Decide(state, split);
        var again = AccountDecider.Decide(after.State, split);

        var holding = after.State.Book(new Symbol("AAPL")).Holding;
        holding.Position.ShouldBe(new Position(-40m, new Money(-4000m)));
        holding.Position.AverageCost.ShouldBe(new Price(100m));
        holding.LastPrice.ShouldBe(new Price(100m));
        after.State.Ledger.StartEquity.ShouldBe(state.Ledger.StartEquity);
        again.IsChanged.ShouldBeFalse();
        ((SplitReply)again.Reply).Split.ShouldBeNull();
        Should.Throw<ArgumentException>(() => AccountDecider.Decide(state, split with { OldShares = 0 }));
        Should.Throw<ArgumentException>(() => AccountDecider.Decide(state, split with { NewShares = 1 }));
    }

    internal static RebuiltBooks Fold(IEnumerable<LogEntry> log)
    {
        var books = new RebuiltBooks();
        foreach (var entry in log)
        {
            books.ReportGap(entry.Number);
            books.Apply(entry);
        }

        return books;
    }

    private static Property ForSeeds(Action<int> test) => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), test);
}
