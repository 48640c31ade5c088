using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Domain.Tests.Monitoring;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class BuiltInStrategiesTests
{
    [Theory]
    [InlineData(100.5, SignalAction.Hold)]
    [InlineData(100.51, SignalAction.Buy)]
    [InlineData(99.5, SignalAction.Hold)]
    [InlineData(99.49, SignalAction.Sell)]
    public void Momentum_AStepOfHalfAPercent_IsTheThreshold(double close, SignalAction expected) => Action(Momentum(0.00501, -0.00501), 100, close).ShouldBe(expected);

    [Theory]
    [InlineData(101, 0.5)]
    [InlineData(103, 1)]
    [InlineData(110, 1)]
    [InlineData(98, 0.75)]
    public void Momentum_Confidence_GrowsWithTheStep(double close, double expected) =>
        Momentum(0.00999999999, -0.00999999999).Evaluate(Input(100, close)).Confidence.ShouldBe(expected, 1e-6);

    [Fact]
    public void Crossover_OnTheBarThatCrosses_Signals()
    {
        var strategy = new MovingAverageCrossoverStrategy(new MovingAverageCrossoverParameters { Fast = 1, Slow = 3 });

        Action(strategy, 10, 10, 10, 11).ShouldBe(SignalAction.Buy);
        Action(strategy, 10, 10, 10, 9).ShouldBe(SignalAction.Sell);
        Action(strategy, 10, 10, 11, 12).ShouldBe(SignalAction.Hold);
        Action(strategy, 10, 10, 10, 10).ShouldBe(SignalAction.Hold);
    }

    [Fact]
    public void AnyStrategy_WithTooFewBars_Holds()
    {
        foreach (var definition in BuiltInStrategies.All)
        {
            var strategy = definition.Create().Strategy!;
            Action(strategy, [.. Enumerable.Range(1, strategy.RequiredBars - 1).Select(i => (double)i)]).ShouldBe(SignalAction.Hold);
            BuiltInStrategies.Find(definition.Id).ShouldBeSameAs(definition);
        }

        BuiltInStrategies.Find(new StrategyId("unknown")).ShouldBeNull();
    }

    [Fact]
    public void AnyStrategy_WithParametersThatMakeNoSense_IsNotMade()
    {
        Parameters.Refused("momentum", """{"buyAbove":0}""", "buyAbove", "above 0");
        Parameters.Refused("momentum", """{"sellBelow":"NaN"}""", "sellBelow", "below 0");
        Parameters.Refused("moving-average-crossover", """{"fast":0,"slow":5}""", "fast", "from 1");
        Parameters.Refused("moving-average-crossover", """{"fast":5,"slow":5}""", "fast", "below slow (5)");
    }

    private static MomentumStrategy Momentum(double buyAbove, double sellBelow) => new(new MomentumParameters { BuyAbove = buyAbove, SellBelow = sellBelow });

    private static SignalAction Action(ITradingStrategy strategy, params double[] closes) => strategy.Evaluate(Input(closes)).Action;

    private static StrategyInput Input(params double[] closes) => new(Some.Symbol, Some.Bars(closes).WindowAt(DateTime.MaxValue));
}
