using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;
using P = Microsoft.DurableTask.Protobuf;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>The turns of one generation, recorded by the embedded engine, as the SDK's runner wants them.</summary>
internal sealed class ProtobufHistory(string instanceId, OrchestrationDefinition orchestration, IReadOnlyList<TurnRecord> turns)
{
    readonly Dictionary<int, Timestamp> _due = turns
        .SelectMany(turn => turn.Actions)
        .Where(action => action.Kind == TurnActionKind.CreateTimer)
        .ToDictionary(action => action.TaskId, action => Timestamp.FromDateTime(action.DueUtc));

    /// <summary>What a host sends for turn <paramref name="turn"/>: everything before it as past, its events as new.</summary>
    public string Request(int turn)
    {
        var request = new P.OrchestratorRequest { InstanceId = instanceId, ExecutionId = ExecutionId };
        request.PastEvents.AddRange(turns.Take(turn).SelectMany(Past));
        request.NewEvents.AddRange(Received(turns[turn]));
        return Convert.ToBase64String(request.ToByteArray());
    }

    string ExecutionId => $"{instanceId}-{turns[0].Generation}";

    IEnumerable<P.HistoryEvent> Past(TurnRecord turn) =>
    [
        .. Received(turn),
        .. turn.Actions.Select(Asked).OfType<P.HistoryEvent>().Select(asked => At(turn, asked)),
        At(turn, new() { EventId = -1, OrchestratorCompleted = new() }),
    ];

    IEnumerable<P.HistoryEvent> Received(TurnRecord turn) =>
        turn.Events.Select(Given).Prepend(new() { EventId = -1, OrchestratorStarted = new() }).Select(given => At(turn, given));

    static P.HistoryEvent At(TurnRecord turn, P.HistoryEvent item)
    {
        item.Timestamp = Timestamp.FromDateTime(turn.AtUtc);
        return item;
    }

    P.HistoryEvent Given(TurnEvent item) => item.Kind switch
    {
        TurnEventKind.Started => new()
        {
            EventId = -1,
            ExecutionStarted = new()
            {
                Name = orchestration.Name,
                Version = orchestration.Version,
                Input = Text(item.Data),
                OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = ExecutionId },
            },
        },
        TurnEventKind.ActivityCompleted => new() { EventId = -1, TaskCompleted = new() { TaskScheduledId = item.TaskId, Result = Text(item.Data) } },
        TurnEventKind.ActivityFailed => new()
        {
            EventId = -1,
            TaskFailed = new() { TaskScheduledId = item.TaskId, FailureDetails = Details(item.Failure!) },
        },
        TurnEventKind.ChildCompleted => new()
        {
            EventId = -1,
            SubOrchestrationInstanceCompleted = new() { TaskScheduledId = item.TaskId, Result = Text(item.Data) },
        },
        TurnEventKind.ChildFailed => new()
        {
            EventId = -1,
            SubOrchestrationInstanceFailed = new() { TaskScheduledId = item.TaskId, FailureDetails = Details(item.Failure!) },
        },
        TurnEventKind.TimerFired => new() { EventId = -1, TimerFired = new() { TimerId = item.TaskId, FireAt = _due[item.TaskId] } },
        TurnEventKind.EventReceived => new() { EventId = -1, EventRaised = new() { Name = item.Name, Input = Text(item.Data) } },
        _ => throw new InvalidOperationException($"Unknown event {item.Kind}."),
    };

    static P.HistoryEvent? Asked(TurnAction action) => action.Kind switch
    {
        TurnActionKind.ScheduleActivity => new()
        {
            EventId = action.TaskId,
            TaskScheduled = new() { Name = action.Name, Input = $"[{Text(action.Data)}]" },
        },
        TurnActionKind.StartChild => new()
        {
            EventId = action.TaskId,
            SubOrchestrationInstanceCreated = new()
            {
                InstanceId = action.Target,
                Name = action.Name,
                Version = action.Version,
                Input = Text(action.Data),
            },
        },
        TurnActionKind.CreateTimer => new() { EventId = action.TaskId, TimerCreated = new() { FireAt = Timestamp.FromDateTime(action.DueUtc) } },
        TurnActionKind.SendEvent => new()
        {
            EventId = action.TaskId,
            EventSent = new() { InstanceId = action.Target, Name = action.Name, Input = Text(action.Data) },
        },
        _ => null,
    };

    static P.TaskFailureDetails Details(TaskFailure failure) => new() { ErrorType = nameof(TaskFailure), ErrorMessage = FailureText.Write(failure) };

    static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
