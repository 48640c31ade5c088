using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>What a symbol's monitor is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MonitorState>))]
public enum MonitorState
{
    /// <summary>Outside the session, or the plan is not in force.</summary>
    Idle,

    /// <summary>Watching for an entry.</summary>
    Scanning,

    /// <summary>A position is open or its entry is working: watching exit conditions.</summary>
    Holding,

    /// <summary>An exit order is working.</summary>
    Exiting,
}
