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

        new ZScoreReversionStrategy(new ZScoreReversionParameters { Period = 3, Entry = 1.5 }).Evaluate(new StrategyInput(Some.Symbol, bars, position)).Action.ShouldBe(expected);
    }

    [Theory]
    [InlineData(11, 150, SignalAction.Buy)]
    [InlineData(11, 149, SignalAction.Hold)]
    [InlineData(10, 150, SignalAction.Hold)]
    [InlineData(9, 0, SignalAction.Sell)]
    public void Breakout_BeyondTheRange_NeedsVolumeToBuyAlone(double close, double volume, SignalAction expected)
    {
        var bars = Some.Bars([10, 10, close], [100, 100, volume]).WindowAt(DateTime.MaxValue);

        new VolumeBreakoutStrategy(new VolumeBreakoutParameters { Lookback = 2 }).Evaluate(new StrategyInput(Some.Symbol, bars)).Action.ShouldBe(expected);
    }

    [Fact]
    public void Parameters_OnAndBeyondTheirBounds_AreTakenAndRefusedByName()
    {
        Parameters.Refused("rsi-reversion", """{"period":1}""", "period", "from 2 to 70");
        Parameters.Refused("rsi-reversion", """{"period":71}""", "period", "from 2 to 70");
        Parameters.Refused("rsi-reversion", """{"overbought":100}""", "overbought", "above 0 and below 100");
        Parameters.Refused("rsi-reversion", """{"oversold":70}""", "oversold", "below overbought (70)");
        Parameters.Refused("volume-breakout", """{"lookback":1}""", "lookback", "from 2 to 500");
        Parameters.Refused("volume-breakout", """{"volumeFactor":100}""", "volumeFactor", "above 0 and below 100");
        Parameters.Refused("opening-range", """{"minutes":181}""", "minutes", "from 1 to 180");
        Parameters.Refused("z-score-reversion", """{"period":2}""", "period", "from 3 to 500");
        Parameters.Refused("z-score-reversion", """{"entry":10}""", "entry", "above 0 and below 10");
        Parameters.Refused("z-score-reversion", """{"exit":-2}""", "exit", "above -2 and below 2");
        Parameters.Strategy("rsi-reversion", """{"period":2}""").RequiredBars.ShouldBe(19);
        Parameters.Strategy("volume-breakout", """{"lookback":500}""").RequiredBars.ShouldBe(501);
        Parameters.Strategy("z-score-reversion", """{"period":3}""").RequiredBars.ShouldBe(3);
    }
}
