using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>What the rules planned for one symbol, and what they had to go on.</summary>
/// <param name="Plan">Of the rules, valid.</param>
/// <param name="Snapshot">The market as they saw it.</param>
/// <param name="Cause">Number of the alert that asked for a new plan; null for a plan of a scan.</param>
public sealed record PlanFacts(MonitoringPlan Plan, SymbolSnapshot Snapshot, PositionContext Position, TimeSpan BarPeriod, int? Cause)
{
    /// <summary>News, newest first.</summary>
    public IReadOnlyList<NewsItem> News { get; init; } = [];
}
