using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Experiments;

[JsonConverter(typeof(JsonStringEnumConverter<ExperimentKind>))]
public enum ExperimentKind
{
    Analysis,
    Replay,
    Sweep,
    Training,
}

[JsonConverter(typeof(JsonStringEnumConverter<ExperimentStatus>))]
public enum ExperimentStatus
{
    Running,
    Finished,
    Failed,
}

/// <summary>One run of the research side: what it was set to, what it came to, what it left.</summary>
/// <param name="Id">1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Tags">Each as <see cref="ExperimentTag"/> has it.</param>
/// <param name="FinishedUtc">Null while it runs.</param>
/// <param name="Parameters">Everything that it was set to, as text.</param>
/// <param name="Metrics">What it came to, by the names of <see cref="ExperimentMetrics"/> and others; finite numbers.</param>
/// <param name="Artefacts">Names of the files it left.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Parent">The run that it is a part of: the sweep of a replay.</param>
/// <param name="RemoteId">Its id at the tracking server; null where it has not been sent.</param>
public sealed record ExperimentRecord(
    string Id,
    ExperimentKind Kind,
    string Name,
    string[] Tags,
    ExperimentStatus Status,
    DateTime CreatedUtc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTime? FinishedUtc,
    SortedDictionary<string, string> Parameters,
    SortedDictionary<string, double> Metrics,
    string[] Artefacts,
    string? Failure = null,
    string? Parent = null,
    string? RemoteId = null);

/// <summary>A run in the list by time; the record itself has its own document.</summary>
internal sealed record ExperimentIndexEntry(string Id);

/// <summary>A run that a tracking server lacks.</summary>
/// <param name="ClaimedUntilUtc">Somebody sends it, and has until then; null where nobody does.</param>
internal sealed record UnsentMark(string Id, DateTime? ClaimedUntilUtc = null);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExperimentRecord))]
[JsonSerializable(typeof(ExperimentIndexEntry))]
[JsonSerializable(typeof(UnsentMark))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
