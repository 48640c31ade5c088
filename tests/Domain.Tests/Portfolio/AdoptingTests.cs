using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>The broker's cash and positions taken over.</summary>
public sealed class AdoptingTests
{
    private static readonly Symbol Spy = new("SPY");

    [Fact]
    public void Cash_ThatDiffers_ComesFromOutside()
    {
        var state = Given.Account(ledger: ledger => ledger with { PeakEquity = new Money(120_000m), LogSequence = 3 });

        var change = Adopt(state, new Money(90_000m));

        var ledger = change.State.Ledger;
        (ledger.Cash, ledger.StartEquity, ledger.PeakEquity, ledger.RealizedPnl).ShouldBe((new Money(90_000m), new Money(90_000m), new Money(110_000m), Money.Zero));
        change.Log.ShouldHaveSingleItem().ShouldBe(new LogEntry(4, Given.Now, Adjustment: new Adjustment(new Money(-10_000m), Symbol: null, 0m, Price: null, "check")));
        Differences(change).ShouldBe(["cash: books 100000, broker 90000"]);
    }

    [Fact]
    public void Cash_ThatAgrees_OrIsNotTold_ChangesNothing()
    {
        Adopt(Given.Account(), new Money(100_000m)).IsChanged.ShouldBeFalse();
        Adopt(Given.Account(), cash: null).IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void Positions_ThatAgree_ChangeNothing() => Adopt(Given.Account(holdings: [Given.Holding(10m)]), cash: null, new HeldPosition(Given.Aapl, 10m, new Price(77m))).IsChanged.ShouldBeFalse();

    [Fact]
    public void Position_ThatGrew_IsBookedAtTheBrokersCost()
    {
        var state = Given.Account(holdings: [Given.Holding(10m, openRisk: 30m)], ledger: ledger => ledger with { PeakEquity = new Money(120_000m) });

        var change = Adopt(state, cash: null, new HeldPosition(Given.Aapl, 15m, new Price(120m)));

        var (ledger, holding) = (change.State.Ledger, change.State.Book(Given.Aapl).Holding);
        (ledger.Cash, ledger.StartEquity, ledger.PeakEquity, ledger.RealizedPnl, ledger.OpenRisk).ShouldBe(
            (new Money(100_000m), new Money(101_600m), new Money(120_600m), Money.Zero, new Money(30m)));
        (holding.Position, holding.LastPrice, holding.OpenRisk).ShouldBe((new Position(15m, new Money(1_600m)), new Price(100m), new Money(30m)));
        change.Log.ShouldHaveSingleItem().ShouldBe(new LogEntry(1, Given.Now, Adjustment: new Adjustment(Money.Zero, Given.Aapl, 5m, new Price(120m), "check")));
        Differences(change).ShouldBe(["AAPL: books 10, broker 15"]);
    }

    [Fact]
    public void Position_ThatShrank_RealisesAtTheLastPrice()
    {
        var holding = Given.Holding(10m, openRisk: 30m) with { LastPrice = new Price(110m), RealizedPnl = new Money(5m) };

        var change = Adopt(Given.Account(holdings: [holding], ledger: ledger => ledger with { RealizedPnl = new Money(7m) }), cash: null, new HeldPosition(Given.Aapl, 4m, AverageCost: null));

        var after = change.State.Book(Given.Aapl).Holding;
        (after.Position, after.RealizedPnl, change.State.Ledger.RealizedPnl).ShouldBe((new Position(4m, new Money(400m)), new Money(65m), new Money(67m)));
        change.State.Ledger.StartEquity.ShouldBe(new Money(101_000m - 660m));
    }

    [Fact]
    public void Position_ThatIsGone_TakesItsRiskAlong()
    {
        var change = Adopt(Given.Account(holdings: [Given.Holding(10m, openRisk: 30m), Given.Holding(5m, symbol: Given.Msft, openRisk: 7m)]), cash: null, new HeldPosition(Given.Aapl, 0m, AverageCost: null));

        change.State.Book(Given.Aapl).Holding.ShouldSatisfyAllConditions(holding => holding.Position.IsFlat.ShouldBeTrue(), holding => holding.OpenRisk.ShouldBe(Money.Zero));
        change.State.Ledger.OpenRisk.ShouldBe(new Money(7m));
    }

    [Fact]
    public void Position_WithoutAnyPrice_IsBookedAtItsOwnCost()
    {
        var holding = Given.Holding(10m, 80m) with { LastPrice = null };

        var after = Adopt(Given.Account(holdings: [holding]), cash: null, new HeldPosition(Given.Aapl, 4m, AverageCost: null)).State;

        (after.Book(Given.Aapl).Position, after.Ledger.RealizedPnl).ShouldBe((new Position(4m, new Money(320m)), Money.Zero));
        after.Book(Given.Aapl).Holding.LastPrice.ShouldBe(new Price(80m));
    }

    [Fact]
    public void Positions_AreTakenOverInOrdinalOrderAndBeforeCash()
    {
        var change = Adopt(Given.Account(), new Money(1m), new HeldPosition(Spy, 1m, new Price(5m)), new HeldPosition(Given.Aapl, -2m, new Price(5m)));

        Differences(change).ShouldBe(["AAPL: books 0, broker -2", "SPY: books 0, broker 1", "cash: books 100000, broker 1"]);
        change.Log.Select(entry => entry.Adjustment!.Symbol).ShouldBe([Given.Aapl, Spy, null]);
        change.State.Book(Spy).Holding.LastPrice.ShouldBe(new Price(5m));
    }

    /// <summary>Money that comes or goes moves the peak with it; a peak that it would use up is forgotten.</summary>
    [Theory]
    [InlineData(0, 110_000, 0)]
    [InlineData(120_000, 110_000, 130_000)]
    [InlineData(60_000, 40_001, 1)]
    [InlineData(60_000, 40_000, 0)]
    [InlineData(60_000, 39_000, 0)]
    public void Peak_MovesWithTheMoney(int peak, int cash, int expected) =>
        Adopt(Given.Account(ledger: ledger => ledger with { PeakEquity = new Money(peak) }), new Money(cash)).State.Ledger.PeakEquity.ShouldBe(new Money(expected));

    [Fact]
    public void Reconciled_CountsUntilTheTimeSaid() =>
        AccountDecider.Decide(Given.Account(), new MarkReconciled(Given.Now.AddMinutes(5))).State.Ledger.ReconciledUntilUtc.ShouldBe(Given.Now.AddMinutes(5));

    private static AccountChange Adopt(AccountState state, Money? cash, params HeldPosition[] positions) =>
        AccountDecider.Decide(state, new AdoptAccount(cash, positions, "check", Given.Now));

    private static string[] Differences(AccountChange change) => change.Reply.ShouldBeOfType<AdoptReply>().Differences;
}
