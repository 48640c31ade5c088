using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Domain.Tests.Sizing;

/// <summary>An account of 100,000 dollars that holds 100 MSFT at 100 and has bought 50 AAPL more at 100, working; orders reserve at their limit of 100.</summary>
public sealed class EntryRoomTests
{
    private static readonly RiskLimits Free = Risk.GateCase.NoLimits with { DefaultStop = null };

    public static TheoryData<string, int, ReasonCode[]> Cuts => new()
    {
        { "none", 900, [] },
        // 90,000 cash, 5,000 reserved, 10,000 kept: 75,000 dollars.
        { "cash", 750, [ReasonCode.Capital] },
        // 90,000 of exposure, 10,000 held, 5,000 reserved.
        { "gross", 750, [ReasonCode.Capital] },
        // 20,000 of AAPL, 5,000 working.
        { "symbol", 150, [ReasonCode.Concentration] },
        { "position", 250, [ReasonCode.PositionLimit] },
        // 5,000 at risk, 100 working and 400 held already, 10 dollars a share.
        { "risk", 450, [ReasonCode.PortfolioRisk] },
        { "volume", 120, [ReasonCode.AdvShare] },
        { "cash,gross", 750, [ReasonCode.Capital] },
        { "symbol,position", 150, [ReasonCode.Concentration, ReasonCode.PositionLimit] },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Cut_Limit_LeavesWhatItAllowsAndIsNamed(string limits, int expected, ReasonCode[] codes)
    {
        var plan = Plan(Given.Wish(quantity: 900m, limit: 100m, stop: 90m), Of(limits));

        plan.Terms.Quantity.ShouldBe(new Quantity(expected));
        plan.CutBy.ShouldBe(codes);
        plan.Requested.ShouldBe(new Quantity(900m));
        plan.Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("cash", 750)]
    [InlineData("symbol", 150)]
    [InlineData("position", 250)]
    [InlineData("risk", 450)]
    public void Cut_QuantityThatJustFits_IsLeftAlone(string limits, int quantity)
    {
        Plan(Given.Wish(quantity: quantity, limit: 100m, stop: 90m), Of(limits)).CutBy.ShouldBeEmpty();
        Plan(Given.Wish(quantity: quantity + 1, limit: 100m, stop: 90m), Of(limits)).CutBy.ShouldNotBeEmpty();
    }

    [Fact]
    public void Cut_NothingLeft_ShowsTheGateWhatWasWanted()
    {
        var plan = Plan(Given.Wish(quantity: 900m, limit: 100m, stop: 90m), Free with { MaxSymbolShare = 0.05m });

        plan.Terms.Quantity.ShouldBe(new Quantity(900m));
        plan.Refusal.ShouldBe(new Denial(ReasonCode.NoSize, "quantity", 1m, 0m));
        plan.CutBy.ShouldBe([ReasonCode.Concentration]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cut_LargestOrder_ConcernsOnlyWhatSizingMade(bool isSized)
    {
        var rules = new TradingRules
        {
            Limits = Free with { MaxOrderQuantity = new Quantity(30m), MaxOrderNotional = new Money(2_000m) },
            Sizing = new SizingOptions { Method = SizingMethod.FixedFraction, FixedFraction = 0.1m },
        };

        var plan = Plan(Given.Wish(quantity: isSized ? null : 100m, limit: 100m, stop: 90m), rules.Limits, rules);

        plan.Terms.Quantity.ShouldBe(new Quantity(isSized ? 20m : 100m));
        plan.CutBy.ShouldBe(isSized ? [ReasonCode.OrderQty, ReasonCode.OrderNotional] : []);
    }

    /// <summary>Cut to the 150 shares that the symbol's share leaves, an order of ten times what may be would pass.</summary>
    [Theory]
    [InlineData(400, 150, true)]
    [InlineData(401, 401, false)]
    [InlineData(4_000, 4_000, false)]
    public void Cut_QuantityBeyondOneOrder_IsLeftToTheGate(int wanted, int expected, bool isCut)
    {
        foreach (var limits in new[] { Free with { MaxOrderQuantity = new Quantity(400m) }, Free with { MaxOrderNotional = new Money(40_000m) } })
        {
            var plan = Plan(Given.Wish(quantity: wanted, limit: 100m, stop: 90m), limits with { MaxSymbolShare = 0.2m });

            plan.Terms.Quantity.ShouldBe(new Quantity(expected));
            plan.CutBy.ShouldBe(isCut ? [ReasonCode.Concentration] : []);
        }
    }

    [Theory]
    [InlineData(10.0, 10, null)]
    [InlineData(10.9, 10, ReasonCode.NoSize)]
    public void Cut_PartBelowTheLot_IsLeftOffAndTold(double wanted, int expected, ReasonCode? code)
    {
        var plan = Plan(Given.Wish(quantity: (decimal)wanted, limit: 100m, stop: 90m), Free);

        (plan.Terms.Quantity, plan.Requested).ShouldBe((new Quantity(expected), new Quantity((decimal)wanted)));
        plan.CutBy.ShouldBe(code is { } cut ? [cut] : []);
    }

    [Fact]
    public void Cut_CashOfAShortSale_IsNotAsked()
    {
        var plan = Plan(Given.Wish(Side.Sell, quantity: 900m), Free with { MinCashShare = 1m }, symbolIsFlat: true);

        plan.Terms.Quantity.ShouldBe(new Quantity(900m));
    }

    [Fact]
    public void Cut_RiskWithoutADistance_IsNotAsked() =>
        Plan(Given.Wish(quantity: 900m, limit: 100m, stop: 100m), Free with { MaxPortfolioRisk = 0.01m }).CutBy.ShouldBeEmpty();

    [Fact]
    public void Cut_VolumeUnknown_IsLeftToTheGate() =>
        Plan(Given.Wish(quantity: 900m, limit: 100m, stop: 90m), Free with { MaxVolumeShare = 0.1m }, volume: null).CutBy.ShouldBeEmpty();

    [Fact]
    public void Cut_PositionHeld_IsValuedAtItsMark()
    {
        var state = Given.Account(cash: 90_000m, holdings: [Given.Holding(100m)]);
        var market = Given.Market(100m, volume: null, (Given.Aapl, 50m));

        var plan = OrderPlanner.Plan(
            Given.Wish(quantity: 900m, limit: 100m, stop: 90m), state, Valuation.Of(state, market.Marks), market, new TradingRules { Limits = Free with { MaxSymbolShare = 0.2m } });

        // 95,000 dollars of equity, 5,000 of AAPL.
        plan.Terms.Quantity.ShouldBe(new Quantity(140m));
    }

    [Fact]
    public void Cut_LimitsOfTheStrategy_LeaveWhatTheyAllow()
    {
        TradingRules Rules(StrategyLimits limits) => new() { Limits = Free, Strategies = [limits] };

        // 20,000 of AAPL, 5,000 working; 35,000 of all, 10,000 of MSFT held, 5,000 working.
        Quantity(Rules(new StrategyLimits { Id = Given.Strategy, MaxPositionShare = 0.2m })).ShouldBe(150m);
        Quantity(Rules(new StrategyLimits { Id = Given.Strategy, MaxExposureShare = 0.35m })).ShouldBe(200m);
        Quantity(Rules(new StrategyLimits { Id = new StrategyId("another"), MaxPositionShare = 0.2m, MaxExposureShare = 0.35m })).ShouldBe(900m);
    }

    [Fact]
    public void Cut_Sector_CountsAllItsSymbols_AndASymbolWithoutOneIsLeftToTheGate()
    {
        TradingRules Rules(SectorMap sectors) => new() { Limits = Free with { MaxSectorShare = 0.3m }, Sectors = sectors };

        // 30,000 of technology: 10,000 of MSFT held, 5,000 of AAPL working.
        Quantity(Rules(new SectorMap([new(Given.Aapl, "Technology"), new(Given.Msft, "Technology")]))).ShouldBe(150m);
        Quantity(Rules(new SectorMap([new(Given.Aapl, "Technology"), new(Given.Msft, "Software")]))).ShouldBe(250m);
        Quantity(Rules(SectorMap.Empty)).ShouldBe(900m);
    }

    private static decimal Quantity(TradingRules rules)
    {
        var plan = Plan(Given.Wish(quantity: 900m, limit: 100m, stop: 90m), rules.Limits, rules);
        plan.CutBy.ShouldBe(plan.Terms.Quantity.Shares == 900m ? Array.Empty<ReasonCode>() : [ReasonCode.Concentration]);
        return plan.Terms.Quantity.Shares;
    }

    private static RiskLimits Of(string names)
    {
        var limits = Free;
        foreach (var name in names.Split(','))
        {
            limits = name switch
            {
                "cash" => limits with { MinCashShare = 0.1m },
                "gross" => limits with { MaxGrossExposure = 0.9m },
                "symbol" => limits with { MaxSymbolShare = 0.2m },
                "position" => limits with { MaxPositionQuantity = new Quantity(300m) },
                "risk" => limits with { MaxPortfolioRisk = 0.05m },
                "volume" => limits with { MaxVolumeShare = 0.01m },
                _ => limits,
            };
        }

        return limits;
    }

    private static OrderPlan Plan(TradeWish wish, RiskLimits limits, TradingRules? rules = null, decimal? volume = 12_000m, bool symbolIsFlat = false)
    {
        var state = Given.Account(
            cash: 90_000m,
            holdings: [Given.Holding(100m, symbol: Given.Msft, openRisk: 400m)],
            orders: symbolIsFlat ? [] : [Given.Order(quantity: 50m)]);
        var market = Given.Market(100m, volume, (Given.Msft, 100m));
        return OrderPlanner.Plan(wish, state, Valuation.Of(state, market.Marks), market, rules ?? new TradingRules { Limits = limits });
    }
}
