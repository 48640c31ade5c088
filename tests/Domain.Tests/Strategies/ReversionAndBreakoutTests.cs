using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Domain.Tests.Monitoring;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class ReversionAndBreakoutTests
{
    [Theory]
    [InlineData(10, SignalAction.Sell)]
    [InlineData(-10, SignalAction.Hold)]
    [InlineData(0, SignalAction.Hold)]
    public void ZScore_WithThePriceBackAtTheMean_ClosesOnlyALongPosition(int shares, SignalAction expected)
    {
        var position = PositionContext.FromSigned(shares, new Price(10m), Some.Minute(0));
        var bars = Some.Bars(9, 11, 10).WindowAt(DateTime.MaxValue);

        new ZScoreReversionStrategy(3, 1.5).Evaluate(new StrategyInput(Some.Symbol, bars, position)).Action.ShouldBe(expected);
    }

    [Theory]
    [InlineData(11, 150, SignalAction.Buy)]
    [InlineData(11, 149, SignalAction.Hold)]
    [InlineData(10, 150, SignalAction.Hold)]
    [InlineData(9, 0, SignalAction.Sell)]
    public void Breakout_BeyondTheRange_NeedsVolumeToBuyAlone(double close, double volume, SignalAction expected)
    {
        var bars = Some.Bars([10, 10, close], [100, 100, volume]).WindowAt(DateTime.MaxValue);

        new VolumeBreakoutStrategy(2).Evaluate(new StrategyInput(Some.Symbol, bars)).Action.ShouldBe(expected);
    }

    [Fact]
    public void Parameters_OnAndBeyondTheirBounds_AreTakenAndRefusedByName()
    {
        Refused(() => new RsiReversionStrategy(period: 1), "period", "2 to 1000");
        Refused(() => new RsiReversionStrategy(period: 1001), "period", "2 to 1000");
        Refused(() => new RsiReversionStrategy(overbought: 100), "overbought", "above 0 and below 100");
        Refused(() => new RsiReversionStrategy(oversold: 70), "oversold", "above 0 and below 70");
        Refused(() => new VolumeBreakoutStrategy(lookback: 1), "lookback", "2 to 1000");
        Refused(() => new VolumeBreakoutStrategy(volumeFactor: double.NaN), "volumeFactor", "above 0 and below 100");
        Refused(() => new OpeningRangeStrategy(181), "minutes", "1 to 180");
        Refused(() => new ZScoreReversionStrategy(period: 2), "period", "3 to 1000");
        Refused(() => new ZScoreReversionStrategy(entry: 10), "entry", "above 0 and below 10");
        Refused(() => new ZScoreReversionStrategy(exit: -2), "exit", "above -2 and below 2");
        new RsiReversionStrategy(2).RequiredBars.ShouldBe(19);
        new VolumeBreakoutStrategy(1000).RequiredBars.ShouldBe(1001);
        new ZScoreReversionStrategy(3).RequiredBars.ShouldBe(3);
    }

    private static void Refused(Func<ITradingStrategy> create, string parameter, string bounds)
    {
        var error = Should.Throw<ArgumentOutOfRangeException>(create);
        error.ParamName.ShouldBe(parameter);
        error.Message.ShouldContain(bounds);
    }
}
