using System.Text.Json;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Running;

/// <summary>Events of one name that the code has not taken, and the code's waiter for the next one.</summary>
internal sealed class EventQueue(string name)
{
    private readonly Queue<(long Arrival, ReadOnlyMemory<byte> Data)> unread = new();
    private TaskCompletionSource? waiter;
    private Task? arrived;

    public string Name { get; } = name;

    /// <summary>Whether somebody may be waiting for the next event.</summary>
    public bool IsAwaited => arrived is { IsCompleted: false };

    public Task Arrived => arrived ??= unread.Count > 0 ? Task.CompletedTask : (waiter = new TaskCompletionSource()).Task;

    public IEnumerable<(long Arrival, ReadOnlyMemory<byte> Data)> Unread => unread;

    public void Add(long arrival, ReadOnlyMemory<byte> data)
    {
        unread.Enqueue((arrival, data));
        var awaited = waiter;
        waiter = null;
        awaited?.SetResult();
    }

    public ReadOnlyMemory<byte> Take()
    {
        if (!Arrived.IsCompleted)
            throw new InvalidOperationException($"No {Name} has arrived.");
        arrived = null;
        return unread.Dequeue().Data;
    }
}

internal sealed class Inbox<T>(EventQueue queue, EventDefinition<T> definition) : IInbox<T>
{
    public Task Arrived => queue.Arrived;

    public T Take() => JsonSerializer.Deserialize(queue.Take().Span, definition.Type)!;
}
