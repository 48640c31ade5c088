using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class RiskLimitsTests
{
    [Fact]
    public void Defaults_ProtectAndRestrictNobody()
    {
        var limits = new RiskLimits();

        (limits.RequireStop, limits.RequireReconciliation, limits.AllowShort, limits.RequireListedStrategy, limits.ClosedMarket).ShouldBe((true, true, false, false, ClosedMarketPolicy.Deny));
        limits.RestrictedSymbols.ShouldBeEmpty();
        limits.AuthorisedCallers.ShouldBeEmpty();
        new TradingRules().Strategies.ShouldBeEmpty();
        new StrategyLimits { Id = new StrategyId("test") }.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void Defaults_LetAnOrdinaryEntryPass() => GateCase.Denials(GateCase.Inputs(), new RiskLimits()).ShouldBeEmpty();

    [Fact]
    public void Strategy_IsFoundByItsName()
    {
        StrategyLimits[] all = [new() { Id = new StrategyId("one") }, new() { Id = new StrategyId("two") }];

        StrategyLimits.Find(all, new StrategyId("two")).ShouldBeSameAs(all[1]);
        StrategyLimits.Find(all, new StrategyId("three")).ShouldBeNull();
    }

    [Fact]
    public void Sector_IsThatOfTheMap()
    {
        var sectors = new SectorMap([new(new Symbol("AAPL"), "tech"), new(new Symbol("XOM"), "energy")]);

        (sectors.Of(new Symbol("XOM")), sectors.Of(new Symbol("T")), sectors.Count, SectorMap.Empty.Count).ShouldBe(("energy", null, 2, 0));
    }
}
