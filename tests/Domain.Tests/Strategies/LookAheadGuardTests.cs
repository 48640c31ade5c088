using System.Runtime.InteropServices;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class LookAheadGuardTests
{
    [Fact]
    public void BuiltIns_WithAnotherFuture_SignalTheSame()
    {
        var bars = RandomBars.Series(RandomBars.Minutes(7, 900));
        foreach (var definition in BuiltInStrategies.All)
        {
            LookAheadGuard.Check(() => definition.Create().Strategy!, bars, cuts: 4).ShouldBeNull(definition.Id.Value);
        }
    }

    [Fact]
    public void Cheat_ThatReadsBehindItsWindow_IsCaughtAtTheLastBarItWasShown()
    {
        var bars = RandomBars.Series(RandomBars.Minutes(7, 50));

        var found = LookAheadGuard.Check(() => new Cheat(), bars, cuts: 1);

        found.ShouldNotBeNull().AtUtc.ShouldBe(bars.EndUtc(48));
        found.Signal.ShouldNotBe(found.Other);
        found.SameBars.ShouldBeFalse();
    }

    [Fact]
    public void Cheat_ThatOnlyItsExitsLookAhead_IsCaughtBecauseItHoldsAPosition()
    {
        var found = LookAheadGuard.Check(() => new CheatingExit(), RandomBars.Series(RandomBars.Minutes(7, 200)), cuts: 3);

        found.ShouldNotBeNull().SameBars.ShouldBeFalse();
    }

    [Fact]
    public void Strategy_ThatIsNotPure_IsToldApartFromOneThatLooksAhead()
    {
        var calls = 0;
        var found = LookAheadGuard.Check(() => new Counting(() => calls++), RandomBars.Series(RandomBars.Minutes(7, 50)), cuts: 1);

        found.ShouldNotBeNull().SameBars.ShouldBeTrue();
    }

    [Fact]
    public void Guard_WithoutABarAfterTheRequiredOnes_RefusesToJudge()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => LookAheadGuard.Check(() => new MomentumStrategy(new MomentumParameters()), RandomBars.Series(RandomBars.Minutes(7, 2)), cuts: 1)).ParamName.ShouldBe("bars");
        Should.Throw<ArgumentOutOfRangeException>(() => LookAheadGuard.Check(() => new MomentumStrategy(new MomentumParameters()), RandomBars.Series(RandomBars.Minutes(7, 3)), cuts: 0)).ParamName.ShouldBe("cuts");
    }

    /// <summary>Buys by the rule and sells by what comes next.</summary>
    private sealed class CheatingExit : ITradingStrategy
    {
        public int RequiredBars => 2;

        public StrategySignal Evaluate(in StrategyInput input)
        {
            var closes = input.Bars.Closes;
            if (input.Position.IsFlat)
            {
                return StrategySignal.Buy(1, "in");
            }

            var next = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(closes), closes.Length + 1)[^1];
            return next > closes[^1] ? StrategySignal.Hold : StrategySignal.Sell(1, "knew");
        }
    }

    private sealed class Counting(Func<int> count) : ITradingStrategy
    {
        public int RequiredBars => 1;

        public StrategySignal Evaluate(in StrategyInput input) => StrategySignal.Buy(1, $"{count()}");
    }

    /// <summary>Looks one bar behind the end of its span, where the series keeps the next.</summary>
    private sealed class Cheat : ITradingStrategy
    {
        public int RequiredBars => 2;

        public StrategySignal Evaluate(in StrategyInput input)
        {
            var closes = input.Bars.Closes;
            var next = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(closes), closes.Length + 1)[^1];
            return next > closes[^1] ? StrategySignal.Buy(1, "knew") : StrategySignal.Sell(1, "knew");
        }
    }
}
