using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Parameters of <see cref="MovingAverageCrossoverStrategy"/>.</summary>
public sealed record MovingAverageCrossoverParameters : ICheckedParameters
{
    [StrategyParameter("Bars of the fast average.", Min = 1, Max = 500)]
    public int Fast { get; init; } = 10;

    [StrategyParameter("Bars of the slow average; more than the fast one has.", Min = 2, Max = 500)]
    public int Slow { get; init; } = 30;

    public IEnumerable<ParameterError> Check()
    {
        if (Fast >= Slow)
        {
            yield return new ParameterError("fast", $"Must be below slow ({Slow}), is {Fast}.");
        }
    }
}
