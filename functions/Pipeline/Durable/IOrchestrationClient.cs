using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Durable;

/// <summary>Status of an orchestration instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InstanceStatus>))]
public enum InstanceStatus
{
    Pending,
    Running,
    Suspended,

    /// <summary>Of a version that this build does not have: kept as it is until a build has it.</summary>
    Parked,
    Completed,
    Failed,
    Terminated,
}

/// <summary>One instance as a query shows it.</summary>
/// <param name="Turns">Turns of the current generation; 0 where the engine does not say.</param>
/// <param name="Input">JSON.</param>
/// <param name="Output">JSON, once completed.</param>
/// <param name="CustomStatus">JSON, what the orchestration set last.</param>
public sealed record InstanceInfo(
    string InstanceId,
    string Orchestration,
    string Version,
    InstanceStatus Status,
    DateTime CreatedUtc,
    DateTime UpdatedUtc,
    string? ParentId,
    int Generation,
    int Turns,
    string? Input,
    string? Output,
    string? CustomStatus,
    TaskFailure? Failure);

/// <summary>One step of an instance's history.</summary>
/// <param name="TaskId">Number of the task within its generation; -1 where it has none.</param>
/// <param name="Data">JSON payload or failure text.</param>
public sealed record HistoryEntry(int Generation, int Turn, DateTime AtUtc, string Kind, int TaskId, string? Name, string? Data);

/// <summary>A page and where the next one starts; null after the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which instances to list; null is any. Ordered by id, ordinal.</summary>
public sealed record InstanceQuery(string? Orchestration = null, InstanceStatus? Status = null, string? IdPrefix = null, string? After = null, int Limit = 100);

/// <summary>When a start of an id that exists already starts a new instance all the same.</summary>
public enum StartPolicy
{
    /// <summary>Never: one id, one instance, for ever.</summary>
    Once,

    /// <summary>When the existing one has ended.</summary>
    WhenEnded,
}

/// <summary>Starts, steers and looks at orchestrations from outside.</summary>
public interface IOrchestrationClient
{
    /// <returns>True when started, false when the id exists and the policy keeps it.</returns>
    Task<bool> Start<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input, StartPolicy policy, CancellationToken cancellationToken);

    Task Raise<T>(string instanceId, EventDefinition<T> definition, T payload, CancellationToken cancellationToken);

    Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellationToken);

    Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellationToken);

    Task<bool> Resume(string instanceId, string reason, CancellationToken cancellationToken);

    /// <summary>Removes an instance that has ended, with its history.</summary>
    Task<bool> Purge(string instanceId, CancellationToken cancellationToken);

    Task<InstanceInfo?> Get(string instanceId, CancellationToken cancellationToken);

    Task<Page<InstanceInfo>> List(InstanceQuery query, CancellationToken cancellationToken);

    Task<Page<HistoryEntry>> History(string instanceId, string? after, int limit, CancellationToken cancellationToken);
}
