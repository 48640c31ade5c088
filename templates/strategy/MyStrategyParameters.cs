using TradingFunctions.Domain.Strategies.Parameters;

namespace MyStrategy;

/// <summary>What can be set while the host runs. Types: int, double, decimal, bool, enumerations. The initial value is the default.</summary>
public sealed record ClassNameParameters
{
    [StrategyParameter("Closes averaged.", Min = 2, Max = 500)]
    public int Period { get; init; } = 20;

    [StrategyParameter("How far below the average it buys; 0.02 is 2 %.", Above = 0, Below = 1)]
    public double Discount { get; init; } = 0.02;
}
