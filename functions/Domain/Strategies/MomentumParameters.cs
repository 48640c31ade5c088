using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Parameters of <see cref="MomentumStrategy"/>.</summary>
public sealed record MomentumParameters
{
    [StrategyParameter("Change from bar to bar above which it buys; 0.005 is 0.5 %.", Above = 0, Max = 1)]
    public double BuyAbove { get; init; } = 0.005;

    [StrategyParameter("Change from bar to bar below which it sells; -0.005 is -0.5 %.", Min = -1, Below = 0)]
    public double SellBelow { get; init; } = -0.005;
}
