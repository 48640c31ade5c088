namespace TradingFunctions.Domain.Strategies;

/// <summary>The strategies that come with the product.</summary>
public static class BuiltInStrategies
{
    public static IReadOnlyList<StrategyDefinition> All { get; } =
    [
        StrategyDefinition.Of(typeof(MomentumStrategy)),
        StrategyDefinition.Of(typeof(MovingAverageCrossoverStrategy)),
        StrategyDefinition.Of(typeof(RsiReversionStrategy)),
        StrategyDefinition.Of(typeof(VolumeBreakoutStrategy)),
        StrategyDefinition.Of(typeof(OpeningRangeStrategy)),
        StrategyDefinition.Of(typeof(ZScoreReversionStrategy)),
    ];

    /// <summary>The strategy of this name, null if there is none.</summary>
    public static StrategyDefinition? Find(StrategyId id)
    {
        foreach (var strategy in All)
        {
            if (strategy.Id == id)
            {
                return strategy;
            }
        }

        return null;
    }
}
