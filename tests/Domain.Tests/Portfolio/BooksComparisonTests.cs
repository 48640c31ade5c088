using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>Books of one deposit and three fills, against the log they wrote: what is off by a cent is named with both figures.</summary>
public sealed class BooksComparisonTests
{
    private static readonly Money Cent = new(0.01m);
    private static readonly (AccountState State, List<LogEntry> Log) Books = Make();

    [Fact]
    public void Books_ThatAgree_DifferInNothing() => Differences(Books.State).ShouldBeEmpty();

    public static TheoryData<string, string, string> Figures => new()
    {
        { "logSequence", "5", "4" },
        { "startEquity", "100000.01", "100000" },
        { "cash", "98948.51", "98948.5" },
        { "realizedPnl", "50.01", "50" },
        { "fees", "1.51", "1.5" },
        { "reservedExposure", "0.01", "0" },
        { "AAPL quantity", "6", "5" },
        { "AAPL cost", "500.01", "500" },
        { "AAPL realizedPnl", "50.01", "50" },
        { "AAPL fees", "1.01", "1" },
        { "AAPL lastPrice", "110.01", "110" },
    };

    [Theory]
    [MemberData(nameof(Figures))]
    public void Figure_OffByACent_IsNamedWithBothValues(string what, string stored, string rebuilt) =>
        Differences(Bend(what)).ShouldBe([new BooksDifference(what, stored, rebuilt)]);

    [Fact]
    public void Symbols_OfOneSideAlone_AreComparedWithNothing_InOrdinalOrder()
    {
        var stranger = Books.State with
        {
            Symbols = Books.State.Symbols.Remove(Given.Msft).SetItem(new Symbol("AAA"), SymbolBook.Empty(new Symbol("AAA")) with { Holding = new Holding { Symbol = new Symbol("AAA"), Fees = Cent } }),
        };

        Differences(stranger).ShouldBe([
            new BooksDifference("AAA fees", "0.01", "0"), new BooksDifference("MSFT quantity", "0", "3"), new BooksDifference("MSFT cost", "0", "600"), new BooksDifference("MSFT fees", "0", "0.5"),
            new BooksDifference("MSFT lastPrice", "0", "200"),
        ]);
    }

    private static AccountState Bend(string what)
    {
        var (state, ledger) = (Books.State, Books.State.Ledger);
        var book = state.Book(Given.Aapl);
        AccountState With(Holding holding) => state with { Symbols = state.Symbols.SetItem(Given.Aapl, book with { Holding = holding }) };
        return what switch
        {
            "logSequence" => state with { Ledger = ledger with { LogSequence = ledger.LogSequence + 1 } },
            "startEquity" => state with { Ledger = ledger with { StartEquity = ledger.StartEquity + Cent } },
            "cash" => state with { Ledger = ledger with { Cash = ledger.Cash + Cent } },
            "realizedPnl" => state with { Ledger = ledger with { RealizedPnl = ledger.RealizedPnl + Cent } },
            "fees" => state with { Ledger = ledger with { Fees = ledger.Fees + Cent } },
            "reservedExposure" => state with { Ledger = ledger with { ReservedExposure = ledger.ReservedExposure + Cent } },
            "AAPL quantity" => With(book.Holding with { Position = book.Position with { SignedQuantity = 6m } }),
            "AAPL cost" => With(book.Holding with { Position = book.Position with { CostBasis = book.Position.CostBasis + Cent } }),
            "AAPL realizedPnl" => With(book.Holding with { RealizedPnl = book.Holding.RealizedPnl + Cent }),
            "AAPL fees" => With(book.Holding with { Fees = book.Holding.Fees + Cent }),
            "AAPL lastPrice" => With(book.Holding with { LastPrice = new Price(110.01m) }),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    private static IReadOnlyList<BooksDifference> Differences(AccountState state) => BooksComparison.Differences(state, RebuiltBooksTests.Fold(Books.Log));

    private static (AccountState, List<LogEntry>) Make()
    {
        var (state, log) = (AccountState.Empty(new AccountId("main")), new List<LogEntry>());
        AccountCommand[] commands = [new AdoptAccount(new Money(100_000m), [], "deposit", Given.Now), Fill(1, Given.Aapl, Side.Buy, 10m, 100m), Fill(2, Given.Aapl, Side.Sell, 5m, 110m), Fill(3, Given.Msft, Side.Buy, 3m, 200m)];
        foreach (var command in commands)
        {
            var change = AccountDecider.Decide(state, command);
            state = change.State;
            log.AddRange(change.Log);
        }

        return (state, log);
    }

    private static ApplyEvents Fill(long sequence, Symbol symbol, Side side, decimal quantity, decimal price) => new([new OrderEvent(
        sequence, OrderEventKind.Fill, $"B{sequence}", new ClientOrderId($"O{sequence}"), ParentClientOrderId: null, symbol, side, Given.Now, $"x{sequence}", price, new Quantity(quantity), new Money(0.5m),
        new Quantity(quantity))]);
}
