using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Parameters of <see cref="ZScoreReversionStrategy"/>.</summary>
public sealed record ZScoreReversionParameters : ICheckedParameters
{
    [StrategyParameter("Closes in mean and deviation.", Min = 3, Max = 500)]
    public int Period { get; init; } = 20;

    [StrategyParameter("Sample standard deviations from the mean beyond which it trades.", Above = 0, Below = 10)]
    public double Entry { get; init; } = 2;

    [StrategyParameter("Deviations at or above which a long position is closed; between -entry and entry.", Above = -10, Below = 10)]
    public double Exit { get; init; }

    public IEnumerable<ParameterError> Check()
    {
        if (Math.Abs(Exit) >= Entry)
        {
            yield return new ParameterError("exit", FormattableString.Invariant($"Must be above {-Entry} and below {Entry}, is {Exit}."));
        }
    }
}
