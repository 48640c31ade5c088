using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Tests.Market;

public sealed class MarketConditionsTests
{
    private static readonly ConditionSettings Settings = new();

    [Theory]
    [InlineData(0.5, Trend.Up)]
    [InlineData(0, Trend.Sideways)]
    [InlineData(-0.5, Trend.Down)]
    public void Of_RisingOrFalling_NamesTheTrend(double step, Trend expected) =>
        MarketConditions.Of(MarketSamples.Snapshot("A", MarketSamples.Path(60, step: step)), Settings)!.Trend.ShouldBe(expected);

    [Fact]
    public void Of_SwingsThatGrowOrShrink_NamesTheRegime()
    {
        double[] calm = MarketSamples.Path(40, swing: 0.2), wild = MarketSamples.Path(40, swing: 3);

        MarketConditions.Of(MarketSamples.Snapshot("A", [.. calm, .. wild[..21]]), Settings)!.Regime.ShouldBe(VolatilityRegime.Turbulent);
        MarketConditions.Of(MarketSamples.Snapshot("A", [.. wild, .. calm[..21]]), Settings)!.Regime.ShouldBe(VolatilityRegime.Calm);
        MarketConditions.Of(MarketSamples.Snapshot("A", MarketSamples.Path(60)), Settings)!.Regime.ShouldBe(VolatilityRegime.Normal);
    }

    [Theory]
    [InlineData(9_000, Liquidity.Thin)]
    [InlineData(11_000, Liquidity.Fair)]
    [InlineData(600_000, Liquidity.Deep)]
    public void Of_DollarVolume_NamesTheLiquidity(double shares, Liquidity expected) =>
        MarketConditions.Of(MarketSamples.Snapshot("A", MarketSamples.Path(60), shares, shares), Settings)!.Liquidity.ShouldBe(expected);

    [Fact]
    public void Of_WideSpread_IsThin() =>
        MarketConditions.Of(MarketSamples.Snapshot("A", MarketSamples.Path(60), quote: new Quote(default, 99, 101)), Settings)!.Liquidity.ShouldBe(Liquidity.Thin);

    [Fact]
    public void Of_TooFewBars_IsNull()
    {
        MarketConditions.Of(MarketSamples.Snapshot("A", MarketSamples.Path(50)), Settings).ShouldBeNull();
        MarketConditions.Of(MarketSamples.Snapshot("A", MarketSamples.Path(51)), Settings).ShouldNotBeNull();
    }

    [Fact]
    public void BreadthOf_ASet_CountsWhoTakesPart()
    {
        var flat = Enumerable.Repeat(100.0, 21).ToArray();
        var breadth = MarketConditions.BreadthOf(
        [
            MarketSamples.Snapshot("UP", [.. flat, 101]), MarketSamples.Snapshot("DOWN", [.. flat, 99]), MarketSamples.Snapshot("SAME", flat), MarketSamples.Snapshot("YOUNG", [1, 2]),
        ]);

        breadth.ShouldBe(new MarketBreadth(3, 1, 1, 1, 1.0 / 3));
        MarketConditions.BreadthOf([]).AboveAverage.ShouldBe(0);
    }
}
