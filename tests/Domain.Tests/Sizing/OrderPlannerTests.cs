using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Domain.Tests.Sizing;

public sealed class OrderPlannerTests
{
    private static readonly RiskLimits Free = Risk.GateCase.NoLimits with { DefaultStop = null };

    [Fact]
    public void Plan_BuyWithoutAnything_IsAMarketEntryAtTheReference()
    {
        var plan = Plan(Given.Wish(quantity: 10m));

        plan.Terms.ShouldBe(new OrderTerms(new ClientOrderId("NEW"), Given.Aapl, Side.Buy, new Quantity(10m), OrderType.Market, TimeInForce.Gtc, OrderPurpose.Entry, Given.Strategy));
        (plan.Requested, plan.CutBy.Length, plan.Sizing, plan.Refusal).ShouldBe((new Quantity(10m), 0, null, null));
        plan.ReservePrice.ShouldBe(new Price(101m));
        plan.WaitsFor.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, OrderType.Market, null, null)]
    [InlineData(null, OrderType.Limit, null, 100d)]
    [InlineData(99d, OrderType.Market, null, 99d)]
    [InlineData(99d, OrderType.Limit, null, 99d)]
    public void Plan_EntryType_DecidesWhereTheSignalNamesNoPrice(double? wished, OrderType configured, object? _, double? expected)
    {
        var plan = Plan(Given.Wish(quantity: 1m, limit: (decimal?)wished), rules: Rules() with { EntryType = configured });

        plan.Terms.LimitPrice?.Amount.ShouldBe((decimal)expected!.Value);
        plan.Terms.Type.ShouldBe(expected is null ? OrderType.Market : OrderType.Limit);
    }

    [Fact]
    public void Plan_NoReference_IsLeftToTheGateWithWhatWasWanted()
    {
        Plan(Given.Wish(), market: Given.Market(reference: null)).Terms.Quantity.ShouldBe(new Quantity(1m));
        var plan = Plan(Given.Wish(quantity: 7m), market: Given.Market(reference: null));
        (plan.Terms.Quantity, plan.ReservePrice, plan.Refusal).ShouldBe((new Quantity(7m), null, null));
    }

    [Fact]
    public void Plan_LimitWithoutReference_IsPricedByItsLimit()
    {
        var plan = Plan(Given.Wish(quantity: 7m, limit: 50m), market: Given.Market(reference: null));

        (plan.ReservePrice, plan.StopDistance).ShouldBe((new Price(50m), new Money(50m)));
    }

    [Theory]
    [InlineData(Side.Buy, null, 101d)]
    [InlineData(Side.Buy, 90d, 90d)]
    [InlineData(Side.Buy, 110d, 110d)]
    [InlineData(Side.Sell, null, 103d)]
    [InlineData(Side.Sell, 102d, 103d)]
    [InlineData(Side.Sell, 104d, 104d)]
    public void Plan_ReservePrice_IsWhatTheEntryMayCost(Side side, double? limit, double expected) =>
        Plan(Given.Wish(side, quantity: 1m, limit: (decimal?)limit)).ReservePrice.ShouldBe(new Price((decimal)expected));

    [Theory]
    [InlineData(Side.Buy, 98d, 110d)]
    [InlineData(Side.Sell, 102d, 90d)]
    public void Plan_DefaultLegs_LieOnTheirSides(Side side, double stop, double profit)
    {
        var plan = Plan(Given.Wish(side, quantity: 1m), rules: Rules(Free with { DefaultStop = 0.02m, DefaultTakeProfit = 0.1m }));

        (plan.Terms.StopLoss, plan.Terms.TakeProfit, plan.StopDistance).ShouldBe((new Price((decimal)stop), new Price((decimal)profit), new Money(2m)));
    }

    [Fact]
    public void Plan_LegsOfTheSignal_GoBeforeTheDefaults()
    {
        var plan = Plan(Given.Wish(quantity: 1m, stop: 95m, profit: 120m), rules: Rules(Free with { DefaultStop = 0.02m, DefaultTakeProfit = 0.1m }));

        (plan.Terms.StopLoss, plan.Terms.TakeProfit, plan.StopDistance).ShouldBe((new Price(95m), new Price(120m), new Money(5m)));
    }

    [Fact]
    public void Plan_NoStopAtAll_RisksTheWholePrice() => Plan(Given.Wish(quantity: 1m)).StopDistance.ShouldBe(new Money(100m));

    [Theory]
    [InlineData(100.017, 98.02)]
    [InlineData(1.0, 0.98)]
    [InlineData(1.021, 1.0)]
    [InlineData(0.5003, 0.4903)]
    [InlineData(0.0001, 0.0001)]
    public void Plan_DefaultStop_IsRoundedToThePriceStep(double reference, double expected) => Plan(
        Given.Wish(quantity: 1m), market: Given.Market((decimal)reference), rules: Rules(Free with { DefaultStop = 0.02m })).Terms.StopLoss.ShouldBe(new Price((decimal)expected));

    [Fact]
    public void Plan_DefaultStopBeyondTheWholePrice_IsNone() =>
        Plan(Given.Wish(quantity: 1m), rules: Rules(Free with { DefaultStop = 1m })).Terms.StopLoss.ShouldBeNull();

    [Fact]
    public void Plan_WithoutQuantity_IsSizedOnEquityAndSaysHow()
    {
        var rules = Rules() with { Sizing = new SizingOptions { Method = SizingMethod.FixedFraction, FixedFraction = 0.05m } };

        var plan = Plan(Given.Wish(), rules: rules);

        // 5 % of 100,000 dollars at 101 is 49.5 shares.
        (plan.Terms.Quantity, plan.Requested, plan.Sizing).ShouldBe((new Quantity(49m), new Quantity(49m), "FixedFraction 0.05 of equity"));
    }

    [Fact]
    public void Plan_Kelly_SaysTheShareItTook()
    {
        // p / loss - (1 - p) / gain is 4 at 60 % for 5 % gained and 10 % ... capped at all of it: a quarter of 1.
        var plan = Plan(Given.Wish(stop: 90m, profit: 120m));

        plan.Sizing.ShouldBe("FractionalKelly 0.25 of equity");
        plan.Terms.Quantity.ShouldBe(new Quantity(247m));
    }

    [Fact]
    public void Plan_FractionalLot_KeepsTheFraction()
    {
        var rules = Rules() with { Sizing = new SizingOptions { Method = SizingMethod.FixedFraction, FixedFraction = 0.05m, LotSize = new Quantity(0.01m) } };

        var terms = Plan(Given.Wish(), rules: rules).Terms;
        (terms.Quantity, terms.TimeInForce).ShouldBe((new Quantity(49.50m), TimeInForce.Day));
    }

    [Fact]
    public void Plan_EquityBelowNothing_GivesNoSize()
    {
        var state = Given.Account(cash: -500m);

        var plan = Plan(Given.Wish(), state);

        (plan.Terms.Quantity, plan.Requested).ShouldBe((new Quantity(1m), Quantity.Zero));
        plan.Refusal.ShouldBe(new Denial(ReasonCode.NoSize, "quantity", 1m, 0m));
    }

    [Fact]
    public void Plan_QuantityBelowALot_IsShownAsWanted()
    {
        var plan = Plan(Given.Wish(quantity: 0.4m));

        plan.Terms.Quantity.ShouldBe(new Quantity(0.4m));
        plan.Refusal.ShouldBe(new Denial(ReasonCode.NoSize, "quantity", 1m, 0.4m));
    }

    [Theory]
    [InlineData(Side.Sell, 20, OrderPurpose.Exit)]
    [InlineData(Side.Buy, 20, OrderPurpose.Entry)]
    [InlineData(Side.Buy, -20, OrderPurpose.Exit)]
    [InlineData(Side.Sell, -20, OrderPurpose.Entry)]
    [InlineData(Side.Sell, 0, OrderPurpose.Entry)]
    public void Plan_Side_AgainstThePositionIsAnExit(Side side, int held, OrderPurpose expected)
    {
        var state = Given.Account(holdings: held == 0 ? [] : [Given.Holding(held)]);

        Plan(Given.Wish(side, quantity: 5m), state).Terms.Purpose.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, 20, false)]
    [InlineData(5, 5, false)]
    [InlineData(25, 20, true)]
    public void Plan_Exit_ClosesWhatIsAskedForAndHeld(int? asked, int expected, bool isCut)
    {
        var plan = Plan(Given.Wish(Side.Sell, quantity: asked), Given.Account(holdings: [Given.Holding(20m)]));

        (plan.Terms.Quantity, plan.Terms.TimeInForce, plan.Terms.Type, plan.StopDistance).ShouldBe((new Quantity(expected), TimeInForce.Day, OrderType.Market, Money.Zero));
        plan.Requested.ShouldBe(new Quantity(asked ?? 20));
        plan.CutBy.ShouldBe(isCut ? [ReasonCode.NothingToClose] : []);
        plan.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Plan_ExitWithAPrice_IsALimitOrderWithoutLegs()
    {
        var plan = Plan(Given.Wish(Side.Sell, limit: 105m, stop: 90m, profit: 120m), Given.Account(holdings: [Given.Holding(20m)]));

        (plan.Terms.Type, plan.Terms.LimitPrice, plan.Terms.StopLoss, plan.Terms.TakeProfit, plan.ReservePrice).ShouldBe((OrderType.Limit, new Price(105m), null, null, new Price(105m)));
    }

    [Theory]
    [InlineData(15, 5)]
    [InlineData(19, 1)]
    public void Plan_ExitBesideAnother_ClosesOnlyWhatIsLeft(int working, int left)
    {
        var state = Given.Account(holdings: [Given.Holding(20m)], orders: [Given.Order("EXIT", Side.Sell, working, OrderPurpose.Exit)]);

        var plan = Plan(Given.Wish(Side.Sell), state);

        (plan.Terms.Quantity, plan.Refusal).ShouldBe((new Quantity(left), null));
        plan.WaitsFor.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    public void Plan_ExitOfWhatIsBeingClosed_IsRefusedWithTheFigures(int working)
    {
        var state = Given.Account(holdings: [Given.Holding(20m)], orders: [Given.Order("EXIT", Side.Sell, working, OrderPurpose.Exit)]);

        var plan = Plan(Given.Wish(Side.Sell, quantity: 8m), state);

        plan.Terms.Quantity.ShouldBe(new Quantity(8m));
        plan.Refusal.ShouldBe(new Denial(ReasonCode.NothingToClose, "position", 0m, 8m));
    }

    [Fact]
    public void Plan_CloseOnlyWithoutAPosition_IsRefusedAndOpensNothing()
    {
        var plan = Plan(Given.Wish(Side.Sell, quantity: 8m, closeOnly: true));

        (plan.Terms.Purpose, plan.Refusal?.Code).ShouldBe((OrderPurpose.Exit, ReasonCode.NothingToClose));
    }

    [Fact]
    public void Plan_CloseOnlyOnTheSideOfThePosition_OpensNothing()
    {
        var plan = Plan(Given.Wish(Side.Buy, quantity: 8m, closeOnly: true), Given.Account(holdings: [Given.Holding(20m)]));

        plan.Refusal.ShouldBe(new Denial(ReasonCode.NothingToClose, "position", 0m, 8m));
    }

    [Theory]
    [InlineData(20, Side.Sell, 97d)]
    [InlineData(-20, Side.Buy, 96d)]
    public void Plan_ExitOfAProtectedPosition_WaitsForItsLegsAndKeepsTheTightestStop(int held, Side exit, double tightest)
    {
        OrderRecord[] legs =
        [
            Given.Order("SL1", exit, 10m, OrderPurpose.Exit, stop: 96m, source: OrderSource.Bracket),
            Given.Order("SL2", exit, 10m, OrderPurpose.Exit, stop: 97m, source: OrderSource.Bracket),
            Given.Order("TP", exit, 20m, OrderPurpose.Exit, limit: 120m, source: OrderSource.Bracket),
        ];

        var plan = Plan(Given.Wish(exit), Given.Account(holdings: [Given.Holding(held)], orders: legs));

        plan.WaitsFor.ShouldBe([new ClientOrderId("SL1"), new ClientOrderId("SL2"), new ClientOrderId("TP")]);
        plan.ProtectiveStop.ShouldBe(new Price((decimal)tightest));
    }

    [Fact]
    public void Plan_ExitThatClearsExits_TakesTheSharesOfThoseThatWait()
    {
        OrderRecord[] working =
        [
            Given.Order("FAR", Side.Sell, 8m, OrderPurpose.Exit, limit: 150m),
            Given.Order("HAND", Side.Sell, 5m, OrderPurpose.Exit, source: OrderSource.Foreign),
            Given.Order("LEG", Side.Sell, 20m, OrderPurpose.Exit, stop: 90m, source: OrderSource.Bracket),
            Given.Order("NOW", Side.Sell, 3m, OrderPurpose.Exit),
        ];
        var state = Given.Account(holdings: [Given.Holding(20m)], orders: working);

        var plan = Plan(Given.Wish(Side.Sell, closeOnly: true) with { ClearsExits = true }, state);

        plan.ShouldSatisfyAllConditions(
            () => plan.Terms.Quantity.ShouldBe(new Quantity(17m)),
            () => plan.WaitsFor.ShouldBe([new ClientOrderId("FAR"), new ClientOrderId("HAND"), new ClientOrderId("LEG")]),
            () => plan.ProtectiveStop.ShouldBe(new Price(90m)),
            () => plan.Refusal.ShouldBeNull());
        Plan(Given.Wish(Side.Sell, closeOnly: true), state).Terms.Quantity.ShouldBe(new Quantity(4m));
    }

    [Fact]
    public void Plan_ExitThatClearsExitsBesideAMarketExitOfAll_IsRefused()
    {
        var state = Given.Account(holdings: [Given.Holding(20m)], orders: [Given.Order("NOW", Side.Sell, 20m, OrderPurpose.Exit)]);

        Plan(Given.Wish(Side.Sell, closeOnly: true) with { ClearsExits = true }, state).Refusal.ShouldBe(new Denial(ReasonCode.NothingToClose, "position", 0m, 20m));
    }

    private static TradingRules Rules(RiskLimits? limits = null) => new() { Limits = limits ?? Free };

    private static OrderPlan Plan(TradeWish wish, AccountState? state = null, MarketView? market = null, TradingRules? rules = null)
    {
        var (account, view) = (state ?? Given.Account(), market ?? Given.Market());
        return OrderPlanner.Plan(wish, account, Valuation.Of(account, view.Marks), view, rules ?? Rules());
    }
}
