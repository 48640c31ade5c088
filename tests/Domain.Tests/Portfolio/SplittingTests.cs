using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class SplittingTests
{
    private static readonly DateOnly Day = new(2024, 6, 10);

    [Fact]
    public void Split_OfAPosition_IsBookedAndSaid()
    {
        var change = AccountDecider.Decide(Given.Account(holdings: [Given.Holding(10m, openRisk: 30m)]), Split());

        var split = new SplitRecord(Given.Aapl, Day, 3, 2, 10m, 15m);
        change.Reply.ShouldBe(new SplitReply(split));
        change.Log.ShouldHaveSingleItem().ShouldBe(new LogEntry(1, Given.Now, Split: split));
        var holding = change.State.Book(Given.Aapl).Holding;
        (holding.Position, holding.LastPrice, holding.LastSplit, holding.OpenRisk).ShouldBe((new Position(15m, new Money(1_000m)), new Price(66.666667m), Day, new Money(30m)));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(11, false)]
    public void Split_OfADayThatWasMet_ChangesNothing(int met, bool isBooked)
    {
        var holding = Given.Holding(10m) with { LastSplit = new DateOnly(2024, 6, met) };

        AccountDecider.Decide(Given.Account(holdings: [holding]), Split()).IsChanged.ShouldBe(isBooked);
    }

    [Fact]
    public void Split_OfNothingHeld_ChangesNothing()
    {
        var change = AccountDecider.Decide(Given.Account(), Split());

        change.IsChanged.ShouldBeFalse();
        change.Reply.ShouldBe(new SplitReply(Split: null));
    }

    [Fact]
    public void Split_OfAPositionWithoutAPrice_HasNoneAfterwards() =>
        AccountDecider.Decide(Given.Account(holdings: [Given.Holding(10m) with { LastPrice = null }]), Split()).State.Book(Given.Aapl).Holding.LastPrice.ShouldBeNull();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-2, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -2)]
    [InlineData(2, 2)]
    public void Split_OfANonsenseRatio_IsRefused(int newShares, int oldShares) =>
        Should.Throw<ArgumentException>(() => AccountDecider.Decide(Given.Account(holdings: [Given.Holding(10m)]), Split(newShares, oldShares)))
            .Message.ShouldStartWith($"A split gives a positive number of shares for another one, not {newShares} for {oldShares}.");

    [Fact]
    public void Split_IntoFractions_KeepsNineDigits() => new Position(1m, new Money(10m)).Split(1, 3).SignedQuantity.ShouldBe(0.333333333m);

    private static ApplySplit Split(int newShares = 3, int oldShares = 2) => new(Given.Aapl, Day, newShares, oldShares, Given.Now);
}
