using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Running;

/// <summary>An activity, child or timer that an orchestration has begun and that has not ended.</summary>
internal interface IOpenTask
{
    int TaskId { get; }

    /// <summary>For people.</summary>
    string Describe();

    void End(in TurnEvent ending);
}

/// <summary>A call whose result is awaited. Completes its awaiters inside the turn.</summary>
internal sealed class OpenCall<T>(TurnActionKind kind, int taskId, string name, JsonTypeInfo<T> type) : TaskCompletionSource<T>, IOpenTask
{
    public int TaskId { get; } = taskId;

    public string Describe() => $"{kind} {name} #{TaskId}";

    public void End(in TurnEvent ending)
    {
        if (ending.Failure is not null)
        {
            SetException(new ActivityFailedException(ending.Failure));
            return;
        }

        T result;
        try
        {
            result = JsonSerializer.Deserialize(ending.Data.Span, type)!;
        }
        catch (JsonException unreadable)
        {
            SetException(unreadable);
            return;
        }

        SetResult(result);
    }
}

/// <summary>A timer that has not fired; cancelling it ends the open work without completing the task.</summary>
internal sealed class OpenTimer(OrchestrationRun run, int taskId, DateTime dueUtc) : TaskCompletionSource, IOpenTask, IOrchestrationTimer
{
    public int TaskId { get; } = taskId;

    public Task Fired => Task;

    public string Describe() => $"timer #{TaskId} due {dueUtc:O}";

    public void Cancel() => run.Cancel(this);

    public void End(in TurnEvent ending) => SetResult();
}
