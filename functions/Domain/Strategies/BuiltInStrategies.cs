namespace TradingFunctions.Domain.Strategies;

/// <summary>The strategies that come with the product, with their default parameters.</summary>
public static class BuiltInStrategies
{
    public static IReadOnlyList<ITradingStrategy> All { get; } =
    [
        new MomentumStrategy(),
        new MovingAverageCrossoverStrategy(),
        new RsiReversionStrategy(),
        new VolumeBreakoutStrategy(),
        new OpeningRangeStrategy(),
        new ZScoreReversionStrategy(),
    ];

    /// <summary>The strategy of this name, null if there is none.</summary>
    public static ITradingStrategy? Find(StrategyId id)
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
