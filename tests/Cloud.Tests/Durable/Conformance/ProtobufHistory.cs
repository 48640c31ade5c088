using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;
using P = Microsoft.DurableTask.Protobuf;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>The turns of one generation, recorded by the embedded engine, as the SDK's runner wants them.</summary>
/// <param name="continued">The input that the shim made for this generation; null for the recorded one. The events in it are then not given again.</param>
internal sealed class ProtobufHistory(string instanceId, OrchestrationDefinition orchestration, IReadOnlyList<TurnRecord> turns, string? continued = null)
{
    readonly HashSet<TurnEvent> _carried = Carried(turns[0], continued);

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
        turn.Events.Where(item => !_carried.Contains(item)).Select(Given).Prepend(new() { EventId = -1, OrchestratorStarted = new() }).Select(given => At(turn, given));

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
                Input = continued ?? Text(item.Data),
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

    /// <summary>The first turn's events that are in the shim's input already.</summary>
    static HashSet<TurnEvent> Carried(TurnRecord first, string? continued)
    {
        var inInput = continued is null ? [] : ContinuedInput.Read(JsonElement.Parse(continued)).Unread.Select(item => (item.Name, item.Payload.GetRawText())).ToList();
        return [.. first.Events.Where(item => item.Kind == TurnEventKind.EventReceived && inInput.Remove((item.Name!, Text(item.Data))))];
    }

    static P.TaskFailureDetails Details(TaskFailure failure) => new() { ErrorType = nameof(TaskFailure), ErrorMessage = FailureText.Write(failure) };

    static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
