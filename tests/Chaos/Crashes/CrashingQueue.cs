using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Chaos.Crashes;

/// <summary>A host's view of a queue that outlives it.</summary>
internal sealed class CrashingQueue(ISignalQueue inner, CrashPlan plan) : ISignalQueue
{
    public Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken) =>
        plan.Step(CrashPoints.Enqueue, () => inner.Enqueue(id, body, priority, cancellationToken));

    public Task<IReadOnlyList<QueueMessage>> Receive(int limit, TimeSpan visibility, CancellationToken cancellationToken) =>
        plan.Step(CrashPoints.Receive, () => inner.Receive(limit, visibility, cancellationToken));

    public Task<bool> Complete(QueueMessage message, CancellationToken cancellationToken) => plan.Step(CrashPoints.Complete, () => inner.Complete(message, cancellationToken));

    public Task<bool> Abandon(QueueMessage message, string reason, TimeSpan delay, CancellationToken cancellationToken) =>
        plan.Step("abandon", () => inner.Abandon(message, reason, delay, cancellationToken));

    public Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken) => inner.ListPoison(limit, cancellationToken);

    public Task<bool> Resend(string id, CancellationToken cancellationToken) => inner.Resend(id, cancellationToken);

    public Task<DateTime?> NextVisible(CancellationToken cancellationToken) => inner.NextVisible(cancellationToken);

    public Task<QueueDepth> Measure(CancellationToken cancellationToken) => inner.Measure(cancellationToken);
}
