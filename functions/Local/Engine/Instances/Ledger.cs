using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Storage;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>
/// Decides what outcomes and commands change, collects the changes into a batch, and makes their effects visible once the batch is committed.
/// Used by one thread at a time.
/// </summary>
internal sealed class Ledger(EngineStore store, DefinitionIndex definitions, EngineOptions options, TimeProvider clock, ILogger log)
{
    private readonly Dictionary<string, Instance> live = [];
    private readonly ResidentSet residents = new(options.MaxResidentInstances);
    private Dispatcher dispatcher = null!;

    /// <summary>The open batch.</summary>
    public List<Change> Changes { get; } = [];

    public TimerHeap Timers { get; } = new();

    public int LiveCount => live.Count;

    public int ResidentCount => residents.Count;

    public IEnumerable<Instance> Live => live.Values;

    public long Commits { get; private set; }

    public void Attach(Dispatcher to) => dispatcher = to;

    /// <summary>Takes up an instance that the store has as live.</summary>
    public Instance Restore(StoredInstance stored, Instance? parent)
    {
        var instance = new Instance(stored, definitions.Orchestration(stored.Orchestration, stored.Version), parent, dispatcher);
        live.Add(stored.Id, instance);
        foreach (var item in stored.Pending)
            instance.Deliver(item, isStored: true);
        if (instance.Definition is null != (stored.Status == InstanceStatus.Parked) && !instance.IsSuspended)
            SetStatus(instance, StatusOfRunning(instance));
        return instance;
    }

    /// <summary>Takes over what a turn came to; that of an instance which has been terminated meanwhile is discarded.</summary>
    public void Accept(Instance instance, TurnOutcome outcome)
    {
        if (instance.HasEnded)
            return;
        var leavesNothing = outcome.EndsInstance && !options.KeepFinishedChildren && instance.Parent is { HasEnded: false };
        Changes.Add(new(leavesNothing ? ChangeKind.Remove : ChangeKind.Turn, instance.Stored, instance, outcome));
        if (outcome.EndsInstance)
            End(instance, outcome.Ending!.Value.Failure, outcome.Ending.Value.Data);
        foreach (var action in outcome.Actions)
        {
            if (action.Kind == TurnActionKind.SendEvent)
                Raise(action.Target!, action.Name!, action.Data);
            else if (action.Kind == TurnActionKind.StartChild)
                StartChild(instance, action);
        }
    }

    public bool Start(OrchestrationDefinition definition, string id, byte[] input, StartPolicy policy)
    {
        if (live.ContainsKey(id) || (policy == StartPolicy.Once && store.Exists(id)))
            return false;
        Create(definition.Name, definition.Version, id, input, parent: null, parentTask: -1);
        return true;
    }

    public bool Raise(string id, string name, ReadOnlyMemory<byte> payload)
    {
        if (!live.TryGetValue(id, out var target))
            return false;
        Queue(target, new(TurnEventKind.EventReceived, -1, name, payload, Failure: null));
        return true;
    }

    /// <summary>Stores an event and gives it to the instance after the commit.</summary>
    public void Queue(Instance target, in TurnEvent item)
    {
        if (!target.HasEnded)
            Changes.Add(new(ChangeKind.Queue, target.Stored, target, Event: item));
    }

    /// <summary>Ends the instance and its children; what their activities bring is discarded.</summary>
    public bool Terminate(string id, string reason)
    {
        if (!live.TryGetValue(id, out var instance))
            return false;
        var failure = new TaskFailure(instance.Stored.Orchestration, FailureCodes.Terminated, reason, Retriable: false);
        SetStatus(instance, InstanceStatus.Terminated, failure);
        End(instance, failure, output: default);
        foreach (var child in live.Values.Where(child => child.Parent == instance).OrderBy(child => child.Id, StringComparer.Ordinal).ToArray())
            Terminate(child.Id, $"{id} was terminated: {reason}");
        return true;
    }

    public bool Suspend(string id, string reason)
    {
        if (!live.TryGetValue(id, out var instance))
            return false;
        EngineLog.Suspended(log, id, reason);
        SetStatus(instance, InstanceStatus.Suspended);
        return true;
    }

    public bool Resume(string id, string reason)
    {
        if (!live.TryGetValue(id, out var instance))
            return false;
        EngineLog.Resumed(log, id, reason);
        SetStatus(instance, StatusOfRunning(instance));
        return true;
    }

    public bool Purge(string id)
    {
        if (live.ContainsKey(id) || store.Find(id) is not { } ended)
            return false;
        Changes.Add(new(ChangeKind.Remove, ended));
        return true;
    }

    /// <summary>Commits the open batch, then makes its effects visible.</summary>
    /// <param name="nowUtc">Virtual time to commit with it; null when live.</param>
    public void Commit(DateTime? nowUtc)
    {
        if (Changes.Count == 0 && nowUtc is null)
            return;
        options.Failpoints.Hit(Failpoint.BeforeCommit);
        store.Commit(Changes, nowUtc);
        Commits++;
        options.Failpoints.Hit(Failpoint.AfterCommit);
        for (var i = 0; i < Changes.Count; i++)
        {
            if (i > 0 && i == Changes.Count / 2)
                options.Failpoints.Hit(Failpoint.BetweenEffects);
            Publish(Changes[i]);
        }

        Changes.Clear();
        dispatcher.TimersChanged();
        if (store.WantsFlush)
            store.Flush();
    }

    /// <summary>Gives an action of a committed turn to whoever carries it out.</summary>
    public void Begin(Instance instance, in TurnAction action)
    {
        switch (action.Kind)
        {
            case TurnActionKind.ScheduleActivity:
                dispatcher.Run(new(instance, action.TaskId, action.Name!, definitions.Activity(action.Name!), action.Data));
                break;
            case TurnActionKind.CreateTimer:
                Timers.Arm(instance, action.TaskId, action.DueUtc);
                break;
            case TurnActionKind.CancelTimer:
                Timers.Cancel(instance, action.TaskId);
                break;
            default:
                break;
        }
    }

    private void StartChild(Instance parent, in TurnAction action)
    {
        if (!live.ContainsKey(action.Target!))
        {
            Create(action.Name!, action.Version!, action.Target!, action.Data, parent, action.TaskId);
            return;
        }

        var failure = new TaskFailure(action.Name!, FailureCodes.AlreadyExists, $"{action.Target} has not ended.", Retriable: true);
        Queue(parent, new(TurnEventKind.ChildFailed, action.TaskId, Name: null, Data: default, failure));
    }

    private void Create(string orchestration, string version, string id, ReadOnlyMemory<byte> input, Instance? parent, int parentTask)
    {
        var now = parent?.LastTurnUtc ?? clock.GetUtcNow().UtcDateTime;
        var definition = definitions.Orchestration(orchestration, version);
        var stored = new StoredInstance
        {
            Number = store.NextNumber(),
            Id = id,
            Orchestration = orchestration,
            Version = version,
            CreatedUtc = now,
            UpdatedUtc = now,
            ParentId = parent?.Id,
            ParentNumber = parent?.Stored.Number ?? 0,
            ParentTask = parentTask,
            Status = definition is null ? InstanceStatus.Parked : InstanceStatus.Pending,
            Input = input,
        };
        if (definition is null)
            EngineLog.Parked(log, id, orchestration, version);
        var instance = new Instance(stored, definition, parent, dispatcher);
        live.Add(id, instance);
        Changes.Add(new(ChangeKind.Create, stored, instance));
    }

    private void End(Instance instance, TaskFailure? failure, ReadOnlyMemory<byte> output)
    {
        instance.HasEnded = true;
        live.Remove(instance.Id);
        if (failure is not null)
            EngineLog.InstanceFailed(log, instance.Stored.Orchestration, instance.Id, failure.Code, failure.Message);
        if (instance.Parent is { HasEnded: false } parent)
        {
            var kind = failure is null ? TurnEventKind.ChildCompleted : TurnEventKind.ChildFailed;
            Queue(parent, new(kind, instance.Stored.ParentTask, Name: null, output, failure));
        }
    }

    private void SetStatus(Instance instance, InstanceStatus status, TaskFailure? failure = null) =>
        Changes.Add(new(ChangeKind.Status, instance.Stored, instance, Status: status, AtUtc: clock.GetUtcNow().UtcDateTime, Failure: failure));

    private static InstanceStatus StatusOfRunning(Instance instance) =>
        instance.Definition is null ? InstanceStatus.Parked
        : instance.Stored is { Turns: 0, Generation: 0 } ? InstanceStatus.Pending
        : InstanceStatus.Running;

    private void Publish(in Change change)
    {
        var instance = change.Target;
        if (instance is null)
            return;
        switch (change.Kind)
        {
            case ChangeKind.Create:
                instance.Wake();
                break;
            case ChangeKind.Queue:
                instance.Deliver(change.Event, isStored: true);
                break;
            case ChangeKind.Status when !instance.HasEnded:
                instance.Suspend(change.Status == InstanceStatus.Suspended);
                break;
            case ChangeKind.Turn when !instance.HasEnded:
                Publish(instance, change.Turn!);
                break;
            default:
                Timers.CancelAll(instance);
                residents.Forget(instance);
                instance.Release();
                break;
        }
    }

    private void Publish(Instance instance, TurnOutcome outcome)
    {
        foreach (var action in outcome.Actions)
            Begin(instance, action);
        instance.EndTurn(outcome);
        residents.Touch(instance);
        instance.Wake();
    }
}
