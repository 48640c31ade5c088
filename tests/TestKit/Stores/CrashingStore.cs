using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Stores;

/// <summary>A host's view of a store that outlives it.</summary>
/// <param name="nameOf">Names the step of a transaction, given container and operations; by default after its container.</param>
public sealed class CrashingStore(IDocumentStore inner, CrashPlan plan, Func<string, IReadOnlyList<StoreOperation>, string>? nameOf = null) : IDocumentStore
{
    public ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken)
    {
        plan.ThrowIfDead("read");
        return inner.Read(key, cancellationToken);
    }

    public async ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken) =>
        await plan.Step(nameOf?.Invoke(container, operations) ?? $"write to {container}", () => inner.Transact(container, partition, operations, cancellationToken).AsTask());

    public ValueTask<Page<StoredDocument>> Query(
        string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken)
    {
        plan.ThrowIfDead("query");
        return inner.Query(container, partition, idPrefix, afterId, limit, descending, cancellationToken);
    }
}
