using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace TradingFunctions.Pipeline.Durable;

/// <summary>All that an orchestration may use. Implemented by the embedded engine and by a shim over Durable Functions.</summary>
/// <remarks>
/// Promises, the same on both engines: activities and sends happen at least once; an orchestration neither completes nor continues
/// as new while an activity, child or uncancelled timer is open; <see cref="Now"/> is constant within a turn; an orchestration awaits
/// nothing but what this context returns (<see cref="Task.WhenAll(Task[])"/> and <see cref="Task.WhenAny(Task[])"/> of it included).
/// </remarks>
public interface IOrchestrationContext
{
    /// <summary>Id of this instance: <c>[A-Za-z0-9._-]{1,100}</c>.</summary>
    string InstanceId { get; }

    /// <summary>UTC time of this turn.</summary>
    DateTime Now { get; }

    /// <summary>Writes only while the code runs for the first time, never during a replay.</summary>
    ILogger Log { get; }

    /// <summary>Runs an activity, at least once.</summary>
    /// <exception cref="ActivityFailedException">The activity failed; raised where the task is awaited.</exception>
    Task<TOut> Activity<TIn, TOut>(ActivityDefinition<TIn, TOut> activity, TIn input);

    /// <summary>Starts a child and gives its result.</summary>
    /// <exception cref="ActivityFailedException">The child failed or was terminated; raised where the task is awaited.</exception>
    Task<TOut> Child<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input);

    /// <summary>A timer that fires at an absolute time, never early; one that is overdue fires in the next turn. Cancel the loser of a race.</summary>
    /// <param name="dueUtc">When, of kind UTC.</param>
    IOrchestrationTimer Timer(DateTime dueUtc);

    /// <summary>The events of one name sent to this instance, first in first out. One inbox per name, kept for the life of the turn loop.</summary>
    IInbox<T> Inbox<T>(EventDefinition<T> definition);

    /// <summary>Sends an event when the turn is committed: at least once, dropped when the receiver is absent or finished.</summary>
    void Send<T>(string instanceId, EventDefinition<T> definition, T payload);

    /// <summary>Starts this instance again with a fresh history; the last call of a turn. Unread events are kept where the engine can.</summary>
    void ContinueAsNew<TIn>(TIn input);

    /// <summary>What a query of this instance shows, at most 16 KB as JSON.</summary>
    void SetStatus<T>(T status, JsonTypeInfo<T> type);
}

/// <summary>A durable timer.</summary>
public interface IOrchestrationTimer
{
    /// <summary>Completes when the timer fires; stays open for ever when it was cancelled. Do not await a cancelled timer.</summary>
    Task Fired { get; }

    /// <summary>Cancels the timer; without effect when it has fired.</summary>
    void Cancel();
}

/// <summary>One persistent waiter for the events of one name. It is raced against timers and never cancelled.</summary>
/// <typeparam name="T">The one payload type of that name.</typeparam>
public interface IInbox<T>
{
    /// <summary>Completes when an event is there; the same task until <see cref="Take"/>.</summary>
    Task Arrived { get; }

    /// <summary>Takes the event that arrived and waits for the next.</summary>
    /// <exception cref="InvalidOperationException">None has arrived.</exception>
    T Take();
}
