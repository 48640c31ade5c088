using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Workers;

[JsonConverter(typeof(JsonStringEnumConverter<WorkerState>))]
public enum WorkerState
{
    [JsonStringEnumMemberName("starting")]
    Starting,

    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Finishing its work; takes no more.</summary>
    [JsonStringEnumMemberName("stopping")]
    Stopping,

    /// <summary>Silent for too long: crashed, cut off or asleep. Never written, only seen.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,
}

/// <summary>One host of the pipeline.</summary>
/// <param name="Id">The same one after a restart; alphabet of document ids.</param>
/// <param name="Role">What it does, such as <c>serve</c> or <c>functions</c>.</param>
/// <param name="Load">Work under way: running instances and activities.</param>
/// <param name="HeartbeatUtc">Last sign of life.</param>
public sealed record Worker(string Id, string Role, WorkerState State, int Load, DateTime StartedUtc, DateTime HeartbeatUtc);
