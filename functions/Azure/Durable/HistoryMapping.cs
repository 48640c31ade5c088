using System.Globalization;
using DurableTask.Core.History;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

internal static class HistoryMapping
{
    /// <summary>A page of a whole history; <paramref name="after"/> is the position where it starts.</summary>
    public static Page<HistoryEntry> ToPage(this IList<HistoryEvent> history, string? after, int limit)
    {
        var from = int.Parse(after ?? "0", CultureInfo.InvariantCulture);
        var turn = history.Take(from).Count(StartsTurn);
        var entries = history.Skip(from).Take(limit).Select(step => step.ToEntry(turn += StartsTurn(step) ? 1 : 0)).ToArray();
        var next = from + entries.Length;
        return new(entries, next < history.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    static bool StartsTurn(HistoryEvent step) => step is OrchestratorStartedEvent;

    static HistoryEntry ToEntry(this HistoryEvent step, int turn)
    {
        var (taskId, name, data) = Describe(step);
        return new(Generation: 0, turn, DateTime.SpecifyKind(step.Timestamp, DateTimeKind.Utc), step.EventType.ToString(), taskId, name, data);
    }

    static (int TaskId, string? Name, string? Data) Describe(HistoryEvent step) => step switch
    {
        ExecutionStartedEvent e => (-1, e.Name, e.Input),
        ExecutionCompletedEvent e => (-1, null, e.Result ?? e.FailureDetails?.ErrorMessage),
        ExecutionTerminatedEvent e => (-1, null, e.Input),
        ExecutionSuspendedEvent e => (-1, null, e.Reason),
        ExecutionResumedEvent e => (-1, null, e.Reason),
        TaskScheduledEvent e => (e.EventId, e.Name, e.Input),
        TaskCompletedEvent e => (e.TaskScheduledId, null, e.Result),
        TaskFailedEvent e => (e.TaskScheduledId, null, e.FailureDetails?.ErrorMessage ?? e.Reason),
        SubOrchestrationInstanceCreatedEvent e => (e.EventId, e.Name, e.Input),
        SubOrchestrationInstanceCompletedEvent e => (e.TaskScheduledId, null, e.Result),
        SubOrchestrationInstanceFailedEvent e => (e.TaskScheduledId, null, e.FailureDetails?.ErrorMessage ?? e.Reason),
        TimerCreatedEvent e => (e.EventId, null, e.FireAt.ToString("O", CultureInfo.InvariantCulture)),
        TimerFiredEvent e => (e.TimerId, null, e.FireAt.ToString("O", CultureInfo.InvariantCulture)),
        EventSentEvent e => (e.EventId, e.Name, e.Input),
        EventRaisedEvent e => (-1, e.Name, e.Input),
        _ => (-1, null, null),
    };
}
