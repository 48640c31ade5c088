using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Histories;

/// <summary>What a turn was given.</summary>
public enum TurnEventKind : byte
{
    /// <summary>First event of a generation; its input is with the instance.</summary>
    Started = 1,
    ActivityCompleted,
    ActivityFailed,
    ChildCompleted,
    ChildFailed,
    TimerFired,

    /// <summary>An event for an inbox.</summary>
    EventReceived,
}

/// <summary>One event of a turn.</summary>
/// <param name="TaskId">The task that it ends; -1 where it ends none.</param>
/// <param name="Name">Name of the event; null for other kinds.</param>
/// <param name="Data">JSON: result, payload, or for <see cref="TurnEventKind.Started"/> the input.</param>
public readonly record struct TurnEvent(TurnEventKind Kind, int TaskId, string? Name, ReadOnlyMemory<byte> Data, TaskFailure? Failure);

/// <summary>What a turn asked for.</summary>
public enum TurnActionKind : byte
{
    ScheduleActivity = 1,
    StartChild,
    CreateTimer,

    /// <summary>Takes no id of its own: it names the timer's.</summary>
    CancelTimer,
    SendEvent,
    ContinueAsNew,
    Complete,
    Fail,
}

/// <summary>One action of a turn, in the order of the calls.</summary>
/// <param name="TaskId">Position in the sequence of actions of this generation, from 0.</param>
/// <param name="Name">Activity, orchestration or event.</param>
/// <param name="Version">Version of a child.</param>
/// <param name="Target">Instance that a child or an event is for.</param>
/// <param name="DueTicks">UTC ticks of a timer, else 0.</param>
/// <param name="Data">JSON: input, payload or output.</param>
public readonly record struct TurnAction(
    TurnActionKind Kind, int TaskId, string? Name, string? Version, string? Target, long DueTicks, ReadOnlyMemory<byte> Data, TaskFailure? Failure)
{
    public DateTime DueUtc => new(DueTicks, DateTimeKind.Utc);
}

/// <summary>One committed turn of an instance.</summary>
/// <param name="Turn">Number within the generation, from 0.</param>
/// <param name="AtUtc">What the orchestration saw as now.</param>
/// <param name="Status">JSON of the custom status when this turn set it.</param>
public sealed record TurnRecord(
    int Generation, int Turn, DateTime AtUtc, IReadOnlyList<TurnEvent> Events, IReadOnlyList<TurnAction> Actions, ReadOnlyMemory<byte>? Status);
