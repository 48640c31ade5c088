namespace TradingFunctions.Domain.Strategies;

/// <summary>Names a strategy.</summary>
/// <param name="name">1 to 50 characters of <c>A-Z a-z 0-9 . _ -</c>; trades are booked to it, and no two strategies of a host share one.</param>
/// <param name="description">One sentence for people.</param>
/// <param name="contract">Leave it out: the compiler puts in the version that the strategy was built against.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StrategyAttribute(string name, string description = "", int contract = StrategyContract.Version) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public int Contract { get; } = contract;

    /// <summary>Whether it looks at volumes: where there are prices alone, as in an analysis of a price table, it is refused then.</summary>
    public bool NeedsVolume { get; init; }
}
