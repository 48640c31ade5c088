using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Domain.Tests.Sizing;

public sealed class StakeTests
{
    private static readonly Price Entry = new(100m);

    [Theory]
    [InlineData(0.5, 0.10, 0.05, 1.0)] // 0.5 / 0.05 - 0.5 / 0.10 = 5, capped at 1
    [InlineData(0.35, 0.10, 0.05, 0.5)]
    [InlineData(0.3, 0.20, 0.10, 0.0)] // 3 - 3.5 < 0: no edge
    [InlineData(1.0, 1.0, 1.0, 1.0)]
    [InlineData(0.6, 1.0, 1.0, 0.2)] // even money: 2p - 1
    [InlineData(0.0, 1.0, 1.0, 0.0)]
    public void Kelly_KnownBets_GivesTheTextbookStake(double p, double gain, double loss, double expected) =>
        Stake.Kelly((decimal)p, (decimal)gain, (decimal)loss).ShouldBe((decimal)expected);

    [Theory]
    [InlineData(100d, 110d)]
    [InlineData(98d, 100d)]
    public void For_KellyWithoutADistance_FallsBackToTheFixedFraction(double stop, double target) =>
        Stake.For(new SizingOptions(), new Price(100m), new Price((decimal)stop), new Price((decimal)target), 0.6m).Method.ShouldBe(SizingMethod.FixedFraction);

    [Fact]
    public void For_FixedRiskWithoutADistance_FallsBackToTheFixedFraction() =>
        Stake.For(new SizingOptions { Method = SizingMethod.FixedRisk }, new Price(100m), new Price(100m), target: null, 0.6m).Method.ShouldBe(SizingMethod.FixedFraction);

    [Fact]
    public void ToString_OfAStake_SaysMethodAndShare() => new Stake(SizingMethod.FixedRisk, 0.12345678m).ToString().ShouldBe("FixedRisk 0.123457 of equity");

    [Fact]
    public void For_KellyWithoutTakeProfit_FallsBackToTheFixedFraction() =>
        Stake.For(new SizingOptions(), Entry, new Price(95m), target: null, 0.9m).ShouldBe(new Stake(SizingMethod.FixedFraction, 0.05m));

    [Fact]
    public void For_KellyWithBoth_TakesTheConfiguredPart() =>
        Stake.For(new SizingOptions { KellyFraction = 0.5m }, Entry, new Price(95m), new Price(110m), 0.35m).ShouldBe(new Stake(SizingMethod.FractionalKelly, 0.25m));

    [Fact]
    public void For_FixedRisk_LosesThatShareAtTheStop() =>
        Stake.For(new SizingOptions { Method = SizingMethod.FixedRisk, RiskPerTrade = 0.01m }, Entry, new Price(95m), target: null, confidence: null)
            .ShouldBe(new Stake(SizingMethod.FixedRisk, 0.2m));

    [Fact]
    public void For_FixedRiskWithoutStop_FallsBackToTheFixedFraction() =>
        Stake.For(new SizingOptions { Method = SizingMethod.FixedRisk }, Entry, stop: null, target: null, confidence: null).Method.ShouldBe(SizingMethod.FixedFraction);

    [Fact]
    public void For_ShortBet_MeasuresDistancesTheOtherWay() =>
        Stake.For(new SizingOptions(), Entry, new Price(105m), new Price(90m), 0.35m).ShouldBe(new Stake(SizingMethod.FractionalKelly, 0.125m));
}
