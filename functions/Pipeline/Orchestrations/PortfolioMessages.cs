using System.Text.Json.Serialization;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>A stored plan: the run it was made in, its symbol and its version there.</summary>
public readonly record struct PlanReference(RunId Run, Symbol Symbol, int Version);

/// <param name="CheckInterval">Time between two checks of a monitor; a day for daily bars.</param>
/// <param name="DeskTick">How often the desk looks without being told.</param>
/// <param name="Grace">How long after the close a monitor may take to end before the watchdog ends it.</param>
public sealed record PortfolioRequest(
    RunId Run, string ScanId, DateTime OpenUtc, DateTime CloseUtc, TimeSpan CheckInterval, TimeSpan DeskTick, TimeSpan Grace);

[JsonConverter(typeof(JsonStringEnumConverter<MonitorOrder>))]
public enum MonitorOrder { Start, Stop, Replace }

/// <summary>A person's or a later scan's wish about one monitor.</summary>
public sealed record PortfolioControl(MonitorOrder Order, Symbol Symbol, string Reason);

/// <summary>A later scan of the same day has stored more candidates.</summary>
public sealed record CandidatesHint(string ScanId);

public sealed record PlansRequest(RunId Run, string ScanId, Symbol[]? Only);

/// <param name="Plans">One per symbol to monitor, by symbol.</param>
/// <param name="Refused">Symbols whose plan was refused, with the reason.</param>
public sealed record PlanSet(PlanReference[] Plans, RefusedPlan[] Refused);

public sealed record RefusedPlan(Symbol Symbol, string Reason);

/// <summary>How one monitor ended.</summary>
/// <param name="Failure">Null when it ended by itself.</param>
public sealed record MonitorEnd(Symbol Symbol, int Checks, int Bars, int LastSequence, string? Failure);

public sealed record RunClosing(RunId Run, MonitorEnd[] Ends);

/// <param name="Check">Number of the check at which it was seen where the monitor goes on; 0 where it does not.</param>
public sealed record MonitorFailure(RunId Run, Symbol Symbol, string InstanceId, string Code, string Message, int Check = 0)
{
    /// <summary>Told in one word of all monitors of the run that fail for one reason and go on: it is the market's or the store's trouble, not theirs.</summary>
    [JsonIgnore]
    public string Matter => Check > 0 ? $"checks-fail:{Run}:{Code}" : $"monitor-failed:{InstanceId}";
}

public sealed record TerminateRequest(string InstanceId, string Reason);

public sealed record PortfolioProgress(int Monitors, int Ended, int Failed, string Step);

public sealed record PortfolioResult(RunId Run, int Monitors, int Failed, int Checks, int Bars, int Alerts, DeskResult Desk);
