using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Parameters of <see cref="OpeningRangeStrategy"/>.</summary>
public sealed record OpeningRangeParameters
{
    [StrategyParameter("Length of the opening range, minutes.", Min = 1, Max = 180)]
    public int Minutes { get; init; } = 30;
}
