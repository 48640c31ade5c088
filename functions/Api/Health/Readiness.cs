using System.Text.Json.Serialization;

namespace TradingFunctions.Api.Health;

/// <summary>One part of the host that must work before it is ready.</summary>
/// <param name="Detail">What it waits for; null when ready.</param>
public sealed record ReadinessPart(string Name, bool Ready, string? Detail = null);

/// <param name="Status"><c>ready</c>, or <c>starting</c>.</param>
/// <param name="NowUtc">The host's clock: simulated where the market is.</param>
/// <param name="Mode">Where prices come from and how fast time runs.</param>
public sealed record ReadinessAnswer(string Status, DateTime NowUtc, string Mode, ReadinessPart[] Parts)
{
    [JsonIgnore]
    public bool IsReady => Array.TrueForAll(Parts, p => p.Ready);
}

public sealed record LivenessAnswer(string Status, string Version);

/// <summary>What a person has set up, and what could still be: for the first look at the dashboard.</summary>
/// <param name="DataDirectory">Where the host keeps everything; null where that is not a directory.</param>
/// <param name="Notifications">Whether somebody is told.</param>
/// <param name="Telemetry">Whether traces, metrics or logs are exported.</param>
public sealed record HostSetup(string? DataDirectory, bool Notifications, bool Telemetry);

/// <summary>Knows which parts of the host are up.</summary>
public interface IReadiness
{
    string Mode { get; }

    HostSetup Setup { get; }

    ReadinessPart[] Parts();
}
