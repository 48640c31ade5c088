using System.Text;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;
using P = Microsoft.DurableTask.Protobuf;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>One action of a turn, in the form in which both engines must agree.</summary>
internal sealed record Step(TurnActionKind Kind, int TaskId, string? Name, string? Version, string? Target, DateTime? DueUtc, string? Data)
{
    /// <summary>An action of the embedded engine; null for one that the SDK does not report, which is the cancelling of a timer.</summary>
    public static Step? Of(TurnAction action) => action.Kind switch
    {
        TurnActionKind.CancelTimer => null,
        TurnActionKind.CreateTimer => new(action.Kind, action.TaskId, Name: null, Version: null, Target: null, action.DueUtc, Data: null),
        TurnActionKind.Fail => Ending(action, FailureText.Write(action.Failure!)),
        TurnActionKind.Complete or TurnActionKind.ContinueAsNew => Ending(action, Text(action)),
        _ => new(action.Kind, action.TaskId, action.Name, action.Version, action.Target, DueUtc: null, Text(action)),
    };

    /// <summary>An action of the SDK.</summary>
    public static Step Of(P.OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => new(
            TurnActionKind.ScheduleActivity,
            action.Id,
            action.ScheduleTask.Name,
            Version: null,
            Target: null,
            DueUtc: null,
            // The SDK puts an activity's arguments into an array.
            action.ScheduleTask.Input[1..^1]),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => new(
            TurnActionKind.StartChild,
            action.Id,
            action.CreateSubOrchestration.Name,
            action.CreateSubOrchestration.Version,
            action.CreateSubOrchestration.InstanceId,
            DueUtc: null,
            action.CreateSubOrchestration.Input),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer =>
            new(TurnActionKind.CreateTimer, action.Id, Name: null, Version: null, Target: null, action.CreateTimer.FireAt.ToDateTime(), Data: null),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => new(
            TurnActionKind.SendEvent,
            action.Id,
            action.SendEvent.Name,
            Version: null,
            action.SendEvent.Instance.InstanceId,
            DueUtc: null,
            action.SendEvent.Data),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration => Ending(action.Id, action.CompleteOrchestration),
        var other => throw new InvalidOperationException($"The port has no {other}."),
    };

    static Step Ending(int id, P.CompleteOrchestrationAction ending) => ending.OrchestrationStatus switch
    {
        P.OrchestrationStatus.Completed => Ending(TurnActionKind.Complete, id, ending.Result),
        P.OrchestrationStatus.ContinuedAsNew => Ending(TurnActionKind.ContinueAsNew, id, ending.Result),
        P.OrchestrationStatus.Failed => Ending(TurnActionKind.Fail, id, ending.FailureDetails.ErrorMessage),
        var other => throw new InvalidOperationException($"The port does not end as {other}."),
    };

    static Step Ending(TurnAction action, string data) => Ending(action.Kind, action.TaskId, data);

    static Step Ending(TurnActionKind kind, int id, string data) => new(kind, id, Name: null, Version: null, Target: null, DueUtc: null, data);

    static string Text(TurnAction action) => Encoding.UTF8.GetString(action.Data.Span);
}
