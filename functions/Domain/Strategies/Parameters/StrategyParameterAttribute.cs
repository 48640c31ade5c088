namespace TradingFunctions.Domain.Strategies.Parameters;

/// <summary>
/// Makes a property of a strategy's parameter class a parameter: of type int, double, decimal, bool or an enumeration, its initial value the default.
/// </summary>
/// <param name="description">One sentence for people, with the unit.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StrategyParameterAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>Least value; NaN for no bound.</summary>
    public double Min { get; init; } = double.NaN;

    /// <summary>Greatest value; NaN for no bound.</summary>
    public double Max { get; init; } = double.NaN;

    /// <summary>The value must be more than this; NaN for no bound.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The value must be less than this; NaN for no bound.</summary>
    public double Below { get; init; } = double.NaN;
}
