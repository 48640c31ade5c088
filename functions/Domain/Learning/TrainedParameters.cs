using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Learning;

/// <summary>Parameters of <see cref="TrainedStrategy"/>.</summary>
public sealed record TrainedParameters
{
    [StrategyParameter("Probability of a higher close from which it buys.", Above = 0.5, Below = 1)]
    public double BuyAbove { get; init; } = 0.55;

    [StrategyParameter("Probability of a higher close down from which it sells.", Above = 0, Below = 0.5)]
    public double SellBelow { get; init; } = 0.45;
}
