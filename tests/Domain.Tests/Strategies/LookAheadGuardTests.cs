using System.Runtime.InteropServices;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class LookAheadGuardTests
{
    [Fact]
    public void BuiltIns_WithAnotherFuture_SignalTheSame()
    {
        var bars = RandomBars.Series(RandomBars.Minutes(7, 900));
        foreach (var strategy in BuiltInStrategies.All)
        {
            LookAheadGuard.Check(() => strategy, bars, cuts: 4).ShouldBeNull(strategy.Id.Value);
        }
    }

    [Fact]
    public void Cheat_ThatReadsBehindItsWindow_IsCaughtAtTheLastBarItWasShown()
    {
        var bars = RandomBars.Series(RandomBars.Minutes(7, 50));

        var found = LookAheadGuard.Check(() => new Cheat(), bars, cuts: 1);

        found.ShouldNotBeNull().AtUtc.ShouldBe(bars.EndUtc(48));
        found.Signal.ShouldNotBe(found.WithOtherFuture);
    }

    [Fact]
    public void Guard_WithoutABarAfterTheRequiredOnes_RefusesToJudge()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => LookAheadGuard.Check(() => new MomentumStrategy(), RandomBars.Series(RandomBars.Minutes(7, 2)), cuts: 1)).ParamName.ShouldBe("bars");
        Should.Throw<ArgumentOutOfRangeException>(() => LookAheadGuard.Check(() => new MomentumStrategy(), RandomBars.Series(RandomBars.Minutes(7, 3)), cuts: 0)).ParamName.ShouldBe("cuts");
    }

    /// <summary>Looks one bar behind the end of its span, where the series keeps the next.</summary>
    private sealed class Cheat : ITradingStrategy
    {
        public StrategyId Id { get; } = new("cheat");

        public int RequiredBars => 2;

        public StrategySignal Evaluate(in StrategyInput input)
        {
            var closes = input.Bars.Closes;
            var next = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(closes), closes.Length + 1)[^1];
            return next > closes[^1] ? new StrategySignal(SignalAction.Buy, 1, "knew") : new StrategySignal(SignalAction.Sell, 1, "knew");
        }
    }
}
