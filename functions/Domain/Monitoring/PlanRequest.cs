using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>What a planner has to go on.</summary>
/// <param name="Version">Version of the plan to be made.</param>
/// <param name="ValidFromUtc">Start of the plan.</param>
/// <param name="ValidToUtc">Expiry; some time after the session's close, because the last bar ends with it.</param>
/// <param name="BarPeriod">Length of the bars, one day for daily bars.</param>
/// <param name="Bars">Bars that have ended.</param>
/// <param name="Reasons">Why the symbol is monitored.</param>
/// <param name="Position">Its position, default when flat.</param>
public sealed record PlanRequest(
    RunId Run,
    Symbol Symbol,
    int Version,
    DateTime ValidFromUtc,
    DateTime ValidToUtc,
    TimeSpan BarPeriod,
    BarWindow Bars,
    string[] Reasons,
    PositionContext Position = default);
