using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Domain.Tests.Monitoring;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class ReferenceSignalsTests
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Bar>, SignalAction>> References = new(StringComparer.Ordinal)
    {
        ["momentum"] = ReferenceSignals.Momentum,
        ["moving-average-crossover"] = ReferenceSignals.Crossover,
        ["rsi-reversion"] = ReferenceSignals.Rsi,
        ["volume-breakout"] = ReferenceSignals.Breakout,
        ["opening-range"] = ReferenceSignals.OpeningRange,
        ["z-score-reversion"] = ReferenceSignals.ZScore,
    };

    public static TheoryData<string> Names => [.. BuiltInStrategies.All.Select(strategy => strategy.Id.Value)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_OnRandomBars_SignalsAsItsSecondImplementation(string name)
    {
        var strategy = BuiltInStrategies.Find(new StrategyId(name))!.Create().Strategy!;
        var seen = new HashSet<SignalAction>();
        for (var seed = 1; seed <= 3; seed++)
        {
            var bars = RandomBars.Minutes(seed, 1000);
            var series = RandomBars.Series(bars);
            for (var end = strategy.RequiredBars; end <= bars.Length; end++)
            {
                var signal = strategy.Evaluate(new StrategyInput(Some.Symbol, series.WindowAt(bars[end - 1].EndUtc, strategy.RequiredBars)));

                signal.Action.ShouldBe(References[name](new ArraySegment<Bar>(bars, 0, end)), $"{name}, seed {seed}, bar {end}");
                signal.Confidence.ShouldBeInRange(0, 1);
                seen.Add(signal.Action);
            }
        }

        seen.Count.ShouldBe(3, "the bars have to bring about every action");
    }
}
