using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Parameters of <see cref="VolumeBreakoutStrategy"/>.</summary>
public sealed record VolumeBreakoutParameters
{
    [StrategyParameter("Bars whose range is broken.", Min = 2, Max = 500)]
    public int Lookback { get; init; } = 20;

    [StrategyParameter("Volume over its mean of these bars that a purchase needs.", Above = 0, Below = 100)]
    public double VolumeFactor { get; init; } = 1.5;
}
