namespace TradingFunctions.Pipeline.Ports;

/// <param name="Id">Idempotency key: a second message of the same id is dropped while the first is kept.</param>
/// <param name="Body">UTF-8 JSON.</param>
/// <param name="Priority">Smaller first: exits 0, entries 1.</param>
/// <param name="Attempts">Deliveries so far, this one included.</param>
/// <param name="Receipt">Needed to complete, abandon or extend; dies when the message becomes visible again.</param>
public sealed record QueueMessage(string Id, ReadOnlyMemory<byte> Body, int Priority, int Attempts, DateTime EnqueuedUtc, string Receipt);

/// <param name="Reason">Why it was given up: one of <see cref="PoisonReasons"/>, or the code of the service that gave it up, and what is wrong.</param>
public sealed record PoisonMessage(string Id, ReadOnlyMemory<byte> Body, int Priority, int Attempts, DateTime EnqueuedUtc, DateTime PoisonedUtc, string Reason);

/// <param name="Waiting">Messages that are not done, those being worked on included.</param>
/// <param name="Poisoned">Messages that were given up.</param>
/// <param name="OldestUtc">When the oldest waiting message came; null for none.</param>
public readonly record struct QueueDepth(int Waiting, int Poisoned, DateTime? OldestUtc);

/// <summary>Messages of a queue that were given up.</summary>
public interface IPoisonMessages
{
    /// <exception cref="StoreException">The queue cannot be reached.</exception>
    Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken);

    /// <summary>Puts a poison message back with fresh attempts.</summary>
    /// <returns>False when there is none of this id.</returns>
    /// <exception cref="StoreException">The queue cannot be reached.</exception>
    Task<bool> Resend(string id, CancellationToken cancellationToken);
}

/// <summary>A queue besides that of signals whose messages may be given up.</summary>
/// <param name="Name">As the API names it.</param>
public sealed record PoisonQueue(string Name, IPoisonMessages Messages);

/// <summary>Where signals are queued, and where those are kept that were given up. All that the API needs of a queue.</summary>
public interface ISignalOutbox : IPoisonMessages
{
    /// <returns>False when a message of this id is already kept.</returns>
    Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken);

    Task<QueueDepth> Measure(CancellationToken cancellationToken);
}

/// <summary>A durable queue that this host works itself: at least once, hidden while it is worked on, set aside after too many attempts.</summary>
public interface ISignalQueue : ISignalOutbox
{
    /// <summary>Up to <paramref name="limit"/> visible messages, hidden from now on for <paramref name="visibility"/>.</summary>
    Task<IReadOnlyList<QueueMessage>> Receive(int limit, TimeSpan visibility, CancellationToken cancellationToken);

    /// <returns>False when the receipt is no longer valid.</returns>
    Task<bool> Complete(QueueMessage message, CancellationToken cancellationToken);

    /// <summary>Makes the message visible after <paramref name="delay"/>, or poison once it has had all its attempts.</summary>
    Task<bool> Abandon(QueueMessage message, string reason, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Makes the message visible after <paramref name="delay"/> as if this delivery had not been: it has to wait, and nothing is wrong with it.</summary>
    /// <returns>False when the receipt is no longer valid.</returns>
    Task<bool> Postpone(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken) => Abandon(message, "postponed", delay, cancellationToken);

    /// <summary>Earliest time at which a message is or becomes visible; null when the queue is empty.</summary>
    Task<DateTime?> NextVisible(CancellationToken cancellationToken);
}
