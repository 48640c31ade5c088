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

/// <summary>Knows which parts of the host are up.</summary>
public interface IReadiness
{
    string Mode { get; }

    ReadinessPart[] Parts();
}
