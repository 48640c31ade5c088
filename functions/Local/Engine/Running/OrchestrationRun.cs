using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Running;

/// <summary>
/// The code of one generation of one instance, kept in memory between its turns. It is its own synchronisation context: continuations run inside
/// the turn, one event after the other; one that arrives from anywhere else gives away an await of foreign work.
/// </summary>
internal sealed class OrchestrationRun(string instanceId, OrchestrationDefinition definition, ILogger logger, Action<OrchestrationRun> foreignWork)
    : SynchronizationContext, IOrchestrationContext
{
    [ThreadStatic]
    private static OrchestrationRun? current;

    private readonly List<IOpenTask> open = [];
    private readonly List<EventQueue> queues = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();
    private Task<byte[]>? body;
    private byte[]? nextInput;
    private StepCheck? check;
    private int nextTaskId;
    private long arrivals;
    private TurnAction? lastAction;

    public string InstanceId => instanceId;

    public DateTime Now { get; private set; }

    public ILogger Log => field ??= new ReplaySafeLogger(this, logger);

    public bool IsReplaying => check is not null;

    /// <summary>Actions of the turn that ran last.</summary>
    public List<TurnAction> Actions { get; } = [];

    /// <summary>Custom status that the last turn set.</summary>
    public ReadOnlyMemory<byte>? Status { get; private set; }

    /// <summary>The last call on this context, for reports.</summary>
    public string LastStep => lastAction is { } step ? $"{step.Kind} {step.Name} #{step.TaskId}" : "its start";

    public IEnumerable<string> Waits =>
        open.Select(task => task.Describe()).Concat(queues.Where(queue => queue.IsAwaited).Select(queue => $"event {queue.Name}"));

    public Task<TOut> Activity<TIn, TOut>(ActivityDefinition<TIn, TOut> activity, TIn input)
    {
        EnterCall();
        return Call(TurnActionKind.ScheduleActivity, activity.Name, version: null, target: null, input, activity.InputType, activity.OutputType);
    }

    public Task<TOut> Child<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string childId, TIn input)
    {
        EnterCall();
        InstanceIds.Check(childId);
        return Call(TurnActionKind.StartChild, orchestration.Name, orchestration.Version, childId, input, orchestration.InputType, orchestration.OutputType);
    }

    public IOrchestrationTimer Timer(DateTime dueUtc)
    {
        EnterCall();
        if (dueUtc.Kind != DateTimeKind.Utc)
            throw new ArgumentException("The time must be UTC.", nameof(dueUtc));
        var timer = new OpenTimer(this, nextTaskId++, dueUtc);
        open.Add(timer);
        Step(new(TurnActionKind.CreateTimer, timer.TaskId, Name: null, Version: null, Target: null, dueUtc.Ticks, Data: default, Failure: null));
        return timer;
    }

    public IInbox<T> Inbox<T>(EventDefinition<T> definition)
    {
        EnterCall();
        return new Inbox<T>(QueueOf(definition.Name), definition);
    }

    public void Send<T>(string target, EventDefinition<T> definition, T payload)
    {
        EnterCall();
        InstanceIds.Check(target);
        var json = Payload.Write(payload, definition.Type, definition.Name);
        Step(new(TurnActionKind.SendEvent, nextTaskId++, definition.Name, Version: null, target, DueTicks: 0, json, Failure: null));
    }

    public void ContinueAsNew<TIn>(TIn input)
    {
        EnterCall();
        nextInput = Payload.Check(definition.SerializeInput(input), definition.Name, Limits.CarriedBytes);
    }

    public void SetStatus<T>(T status, JsonTypeInfo<T> type)
    {
        EnterCall();
        Status = Payload.Write(status, type, definition.Name, Limits.CarriedBytes);
    }

    /// <summary>Runs the code on the events of one turn; the caller then looks at <see cref="Actions"/>.</summary>
    /// <returns>How the generation ended, null when it goes on.</returns>
    public TurnAction? RunTurn(DateTime nowUtc, List<TurnEvent> events)
    {
        Process(nowUtc, events);
        return End() is { } ending ? Finish(ending) : null;
    }

    /// <summary>Brings fresh code to where the history left it.</summary>
    /// <returns>What differs between code and history; null when nothing does.</returns>
    public string? Replay(IEnumerable<TurnRecord> history)
    {
        check = new StepCheck();
        foreach (var turn in history)
        {
            check.BeginTurn(turn);
            Process(turn.AtUtc, turn.Events);
            check.EndTurn(turn);
            if (check.Difference is not null)
                break;
        }

        var difference = check.Difference;
        check = null;
        return difference;
    }

    /// <summary>Ends the generation as non-deterministic, whatever is open.</summary>
    public TurnAction FailDifferent(DateTime nowUtc, string difference) =>
        FailNow(nowUtc, new(definition.Name, FailureCodes.NonDeterministic, difference, Retriable: false));

    /// <summary>Ends the generation because of foreign work, whatever is open.</summary>
    public TurnAction FailForeign(DateTime nowUtc) => FailNow(nowUtc, Foreign());

    /// <summary>Events that the code has not taken, in the order of arrival.</summary>
    public TurnEvent[] UnreadEvents() =>
    [
        .. queues.SelectMany(queue => queue.Unread.Select(item => (item.Arrival, queue.Name, item.Data))).OrderBy(item => item.Arrival)
            .Select(item => new TurnEvent(TurnEventKind.EventReceived, -1, item.Name, item.Data, Failure: null)),
    ];

    public void Cancel(OpenTimer timer)
    {
        EnterCall();
        var index = IndexOf(timer.TaskId);
        if (index < 0)
            return;
        open.RemoveAt(index);
        Step(new(TurnActionKind.CancelTimer, timer.TaskId, Name: null, Version: null, Target: null, DueTicks: 0, Data: default, Failure: null));
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (ReferenceEquals(current, this))
            posted.Enqueue((d, state));
        else
            foreignWork(this);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (ReferenceEquals(current, this))
            d(state);
        else
            foreignWork(this);
    }

    public override SynchronizationContext CreateCopy() => this;

    private void Process(DateTime nowUtc, IReadOnlyList<TurnEvent> events)
    {
        Now = nowUtc;
        Actions.Clear();
        Status = null;
        var outer = Current;
        current = this;
        SetSynchronizationContext(this);
        try
        {
            for (var i = 0; i < events.Count; i++)
            {
                Apply(events[i]);
                while (posted.TryDequeue(out var continuation))
                    continuation.Callback(continuation.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
            current = null;
        }
    }

    private void Apply(in TurnEvent item)
    {
        switch (item.Kind)
        {
            case TurnEventKind.Started:
                body = definition.Run(this, item.Data);
                break;
            case TurnEventKind.EventReceived:
                QueueOf(item.Name!).Add(arrivals++, item.Data);
                break;
            default:
                // A timer that was cancelled in this very turn, or a late result of a task that the history has ended already.
                var index = IndexOf(item.TaskId);
                if (index < 0)
                    break;
                var task = open[index];
                open.RemoveAt(index);
                task.End(item);
                break;
        }
    }

    private TurnAction? End()
    {
        if (body is not { IsCompleted: true })
            return open.Count > 0 || queues.Exists(queue => queue.IsAwaited) ? null : Failed(Foreign());
        if (open.Count > 0)
        {
            EngineLog.WaitsForOpenWork(logger, definition.Name, instanceId, string.Join(", ", Waits));
            return null;
        }

        if (!body.IsCompletedSuccessfully)
            return Failed(FailureText.Of(definition.Name, body.Exception?.InnerException ?? new OperationCanceledException()));
        if (nextInput is not null)
            return new(TurnActionKind.ContinueAsNew, nextTaskId, definition.Name, definition.Version, Target: null, DueTicks: 0, nextInput, Failure: null);
        return Payload.TooLarge(body.Result, definition.Name, Limits.PayloadBytes) is { } tooLarge
            ? Failed(tooLarge)
            : new(TurnActionKind.Complete, nextTaskId, Name: null, Version: null, Target: null, DueTicks: 0, body.Result, Failure: null);
    }

    private TurnAction FailNow(DateTime nowUtc, TaskFailure failure)
    {
        Now = nowUtc;
        Actions.Clear();
        Status = null;
        return Finish(Failed(failure));
    }

    private TurnAction Finish(TurnAction ending)
    {
        Actions.Add(ending);
        return ending;
    }

    private TurnAction Failed(TaskFailure failure) =>
        new(TurnActionKind.Fail, nextTaskId, Name: null, Version: null, Target: null, DueTicks: 0, Data: default, failure);

    private TaskFailure Foreign() => new(
        definition.Name, FailureCodes.ForeignAwait, $"The code awaits something that the context did not give, after {LastStep}.", Retriable: false);

    private Task<TOut> Call<TIn, TOut>(
        TurnActionKind kind, string name, string? version, string? target, TIn input, JsonTypeInfo<TIn> inputType, JsonTypeInfo<TOut> outputType)
    {
        byte[] json;
        try
        {
            json = Payload.Write(input, inputType, name);
        }
        catch (ActivityFailedException tooLarge)
        {
            return Task.FromException<TOut>(tooLarge);
        }

        var call = new OpenCall<TOut>(kind, nextTaskId++, name, outputType);
        open.Add(call);
        Step(new(kind, call.TaskId, name, version, target, DueTicks: 0, json, Failure: null));
        return call.Task;
    }

    private void Step(in TurnAction action)
    {
        lastAction = action;
        if (check is null)
            Actions.Add(action);
        else
            check.Step(action);
    }

    private void EnterCall()
    {
        if (ReferenceEquals(current, this))
            return;
        foreignWork(this);
        throw new InvalidOperationException($"{instanceId}: the context was used outside a turn, after {LastStep}.");
    }

    private EventQueue QueueOf(string name)
    {
        foreach (var queue in queues)
        {
            if (queue.Name == name)
                return queue;
        }

        var added = new EventQueue(name);
        queues.Add(added);
        return added;
    }

    /// <summary>Open tasks are in the order of their ids.</summary>
    private int IndexOf(int taskId)
    {
        var (low, high) = (0, open.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = open[middle].TaskId;
            if (found == taskId)
                return middle;
            (low, high) = found < taskId ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
