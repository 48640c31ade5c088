using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>All that a symbol's monitor carries from generation to generation.</summary>
/// <param name="Plan">The plan in force.</param>
/// <param name="NextCheckUtc">When the next check is due; a grid that all monitors share, so that one snapshot serves them all.</param>
/// <param name="LastSequence">Number of the last alert stored.</param>
/// <param name="Watermark">Number of the last alert that the desk is known to have handled.</param>
/// <param name="Memory">What the last check remembered.</param>
/// <param name="Bars">Bars looked at so far.</param>
/// <param name="Failures">Checks that failed in a row.</param>
/// <param name="IsReported">Whether that has been reported.</param>
public sealed record MonitorRequest(
    RunId Run,
    Symbol Symbol,
    string Desk,
    PlanReference Plan,
    DateTime NextCheckUtc,
    DateTime CloseUtc,
    TimeSpan Interval,
    int LastSequence = 0,
    int Watermark = 0,
    int Checks = 0,
    int Bars = 0,
    int Failures = 0,
    CheckMemory? Memory = null,
    bool IsReported = false);

public sealed record CheckRequest(
    RunId Run, Symbol Symbol, PlanReference Plan, DateTime CheckUtc, int Check, int LastSequence, int Watermark, CheckMemory? Memory);

/// <param name="Plan">A newer plan that the monitor was not told of, else null.</param>
/// <param name="Bars">Bars that no earlier check had looked at.</param>
/// <param name="Interval">Time to the next check, as the plan asks for.</param>
public sealed record CheckResult(
    MonitorState State, int LastSequence, int Watermark, int Bars, CheckMemory Memory, double LastPrice, TimeSpan Interval, PlanReference? Plan = null);

public sealed record PlanUpdated(PlanReference Plan);

public sealed record StopMonitor(string Reason);

/// <summary>What a query of a monitor shows.</summary>
public sealed record MonitorStatus(
    Symbol Symbol, MonitorState State, PlanReference Plan, int Checks, int Alerts, DateTime? LastCheckUtc, DateTime NextCheckUtc, double LastPrice);
