using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Parameters of <see cref="RsiReversionStrategy"/>.</summary>
public sealed record RsiReversionParameters : ICheckedParameters
{
    [StrategyParameter("Changes averaged.", Min = 2, Max = 70)]
    public int Period { get; init; } = 14;

    [StrategyParameter("Index below which it buys, 0 to 100.", Above = 0, Below = 100)]
    public double Oversold { get; init; } = 30;

    [StrategyParameter("Index above which it sells, 0 to 100.", Above = 0, Below = 100)]
    public double Overbought { get; init; } = 70;

    public IEnumerable<ParameterError> Check()
    {
        if (Oversold >= Overbought)
        {
            yield return new ParameterError("oversold", FormattableString.Invariant($"Must be below overbought ({Overbought}), is {Oversold}."));
        }
    }
}
