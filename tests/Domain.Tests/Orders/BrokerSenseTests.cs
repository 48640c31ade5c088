using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Orders;

public sealed class BrokerSenseTests
{
    private static readonly BrokerOrder Working = Read();
    private static readonly BrokerOrder Partial = Read() with { Status = OrderStatus.PartiallyFilled, FilledQuantity = new Quantity(4m), AverageFillPrice = 99.5m };
    private static readonly BrokerOrder Filled = Read() with { Status = OrderStatus.Filled, FilledQuantity = new Quantity(10m), AverageFillPrice = 99.5m };
    private static readonly OrderRecord Known = Given.Order("O1");

    [Fact]
    public void Order_AsBrokersTellIt_MakesSense()
    {
        foreach (var order in new[] { Working, Partial, Filled, Partial with { Status = OrderStatus.Canceled }, Working with { Status = OrderStatus.Rejected }, Working with { Status = OrderStatus.Unknown } })
        {
            BrokerSense.Contradiction(order).ShouldBeNull();
            BrokerSense.Contradiction(Known, order).ShouldBeNull();
        }
    }

    [Fact]
    public void Order_ForAnAmountOfDollars_HasNoQuantityToExceed() =>
        BrokerSense.Contradiction(Partial with { Quantity = Quantity.Zero }).ShouldBeNull();

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Order_FilledBeyondItsQuantity_IsNonsense(int filled, bool isNonsense) =>
        (BrokerSense.Contradiction(Filled with { FilledQuantity = new Quantity(filled) }) == $"O1: {filled} shares filled of 10").ShouldBe(isNonsense);

    [Theory]
    [InlineData(null, true)]
    [InlineData(0d, true)]
    [InlineData(-3d, true)]
    [InlineData(0.0001, false)]
    [InlineData(10_000_000d, false)]
    [InlineData(10_000_001d, true)]
    public void Order_FilledAtAnImpossiblePrice_IsNonsense(double? price, bool isNonsense) =>
        (BrokerSense.Contradiction(Partial with { AverageFillPrice = (decimal?)price }) is not null).ShouldBe(isNonsense);

    [Fact]
    public void Order_WithoutAFill_NeedsNoPrice() => BrokerSense.Contradiction(Working with { AverageFillPrice = 0m }).ShouldBeNull();

    [Fact]
    public void Order_FilledWithoutAShare_IsNonsense() =>
        BrokerSense.Contradiction(Working with { Status = OrderStatus.Filled }).ShouldBe("O1: filled, with no share filled");

    [Fact]
    public void Leg_OfAnotherSymbolOrNonsenseItself_IsNonsense()
    {
        var leg = Read("LEG");

        BrokerSense.Contradiction(Working with { Legs = [leg] }).ShouldBeNull();
        BrokerSense.Contradiction(Working with { Legs = [leg with { Symbol = Given.Msft }] }).ShouldBe("O1: AAPL with a leg of MSFT");
        BrokerSense.Contradiction(Working with { Legs = [leg, leg with { Status = OrderStatus.Filled }] }).ShouldBe("O1: filled, with no share filled".Replace("O1", "LEG", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Suffered", "4")]
    public void Known_UnderAnotherIdOfTheBroker_IsTwoOrders()
    {
        BrokerSense.Contradiction(Known, Working with { BrokerOrderId = "C1" }).ShouldBe("O1: two orders of one id, BO1 and C1");
        BrokerSense.Contradiction(Known with { BrokerOrderId = null }, Working with { BrokerOrderId = "C1" }).ShouldBeNull();
        BrokerSense.Contradiction(Known, Told() with { BrokerOrderId = "C1" }).ShouldBe("O1: two orders of one id, BO1 and C1");
    }

    [Fact]
    public void Known_OtherIdSymbolOrSide_IsNonsense()
    {
        BrokerSense.Contradiction(Known, Working with { ClientOrderId = new ClientOrderId("O2") }).ShouldBe("O1: answered with O2");
        BrokerSense.Contradiction(Known, Working with { Symbol = Given.Msft }).ShouldBe("O1: Buy AAPL came back as Buy MSFT");
        BrokerSense.Contradiction(Known, Working with { Side = Side.Sell }).ShouldBe("O1: Buy AAPL came back as Sell AAPL");
    }

    [Theory]
    [InlineData(OrderSource.Signal, 11, true)]
    [InlineData(OrderSource.Signal, 9, true)]
    [InlineData(OrderSource.Signal, 0, false)]
    [InlineData(OrderSource.Foreign, 11, false)]
    [InlineData(OrderSource.Bracket, 9, false)]
    public void Known_OtherQuantity_IsNonsenseOfOurOwnOrdersAlone(OrderSource source, int quantity, bool isNonsense) =>
        (BrokerSense.Contradiction(Known with { Source = source }, Working with { Quantity = new Quantity(quantity) }) is not null).ShouldBe(isNonsense);

    [Theory]
    [InlineData(OrderEventKind.Fill, 100d, 10, 10, null)]
    [InlineData(OrderEventKind.PartialFill, 100d, 4, 8, null)]
    [InlineData(OrderEventKind.PartialFill, 100d, 4, 0, null)]
    [InlineData(OrderEventKind.Fill, null, 10, 10, "an execution of 10 shares at a price of nothing")]
    [InlineData(OrderEventKind.Fill, 0d, 10, 10, "an execution of 10 shares at a price of 0")]
    [InlineData(OrderEventKind.Fill, 10_000_001d, 10, 10, "an execution of 10 shares at a price of 10000001")]
    [InlineData(OrderEventKind.Fill, 100d, 0, 10, "an execution of 0 shares at a price of 100")]
    [InlineData(OrderEventKind.PartialFill, 100d, 5, 4, "an execution of 5 shares in an order of which 4 have filled")]
    [InlineData(OrderEventKind.PartialFill, 100d, 5, 11, "11 shares filled of 10")]
    [InlineData(OrderEventKind.TradeCorrect, 100d, 5, 4, null)]
    [InlineData(OrderEventKind.TradeCorrect, 0d, 5, 4, "an execution of 5 shares at a price of 0")]
    [InlineData(OrderEventKind.Canceled, null, 0, 4, null)]
    [InlineData(OrderEventKind.Canceled, null, 0, 11, "11 shares filled of 10")]
    [InlineData(OrderEventKind.TradeBust, null, 0, 0, null)]
    public void Event_OfAnExecution_IsLookedAt(OrderEventKind kind, double? price, int quantity, int cumulative, string? expected)
    {
        var told = Told(kind) with { ExecutionId = "x", Price = (decimal?)price, Quantity = new Quantity(quantity), CumulativeQuantity = new Quantity(cumulative) };

        BrokerSense.Contradiction(Known, told).ShouldBe(expected is null ? null : $"O1: {expected}");
    }

    [Fact]
    public void Event_OfAnUnknownOrder_IsOnlyLookedAtByItself()
    {
        BrokerSense.Contradiction(known: null, Told(OrderEventKind.Canceled) with { CumulativeQuantity = new Quantity(50m) }).ShouldBeNull();
        BrokerSense.Contradiction(known: null, Told(OrderEventKind.Fill) with { ExecutionId = "x" }).ShouldNotBeNull();
    }

    [Fact]
    public void Event_WithoutAnExecution_SaysNothingOfOne() => BrokerSense.Contradiction(Known, Told(OrderEventKind.Fill)).ShouldBeNull();

    [Fact]
    public void Event_OfAnotherSymbolOrSide_IsNonsense()
    {
        BrokerSense.Contradiction(Known, Told() with { Symbol = Given.Msft }).ShouldBe("O1: Buy AAPL is told of as Buy MSFT");
        BrokerSense.Contradiction(Known, Told() with { Side = Side.Sell }).ShouldBe("O1: Buy AAPL is told of as Sell AAPL");
    }

    [Fact]
    public void Event_OfAnAdoptedOrder_MayTellOfMoreThanWasKnown() =>
        BrokerSense.Contradiction(Known with { Source = OrderSource.Foreign }, Told(OrderEventKind.Canceled) with { CumulativeQuantity = new Quantity(50m) }).ShouldBeNull();

    private static BrokerOrder Read(string id = "O1") => new(
        "B" + id, new ClientOrderId(id), Given.Aapl, Side.Buy, new Quantity(10m), OrderType.Market, TimeInForce.Gtc, OrderStatus.New, Quantity.Zero, null, null, null, Given.Now, Given.Now, []);

    private static OrderEvent Told(OrderEventKind kind = OrderEventKind.New) => new(1, kind, "BO1", new ClientOrderId("O1"), null, Given.Aapl, Side.Buy, Given.Now);
}
