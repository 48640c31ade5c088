using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Chaos.Mutants;

/// <summary>The intent is on disk only once the broker has answered: who dies before then has sent an order that nobody remembers.</summary>
/// <remarks>Writes go through at once, so that the host works; when it dies, everything since the first intent under way is taken back.</remarks>
internal sealed class IntentAfterCall : Mutation
{
    private readonly Lock sync = new();
    private readonly List<(string Container, string Partition, StoreOperation Undo)> undo = [];
    private int calls;
    private bool isHolding;

    public override IDocumentStore Store(IDocumentStore inner) => new Remembering(inner, this);

    public override IBroker Broker(IBroker inner) => new Counting(inner, this);

    public override async Task AfterDeath(IDocumentStore store)
    {
        foreach (var (container, partition, operation) in undo.AsEnumerable().Reverse())
        {
            await store.Transact(container, partition, [operation], CancellationToken.None);
        }

        undo.Clear();
    }

    private void Note(string container, string partition, IReadOnlyList<StoreOperation> operations, IReadOnlyDictionary<string, StoredDocument> before)
    {
        lock (sync)
        {
            isHolding |= operations.Any(operation => operation.Kind == StoreOperationKind.Create && operation.Id.StartsWith("intent:", StringComparison.Ordinal));
            if (!isHolding)
            {
                return;
            }

            foreach (var operation in operations)
            {
                undo.Add((container, partition, operation.Kind switch
                {
                    StoreOperationKind.Create => StoreOperation.Delete(operation.Id, etag: null),
                    StoreOperationKind.Delete => StoreOperation.Create(operation.Id, before[operation.Id].Json),
                    _ => StoreOperation.Replace(operation.Id, before[operation.Id].Json, etag: null),
                }));
            }
        }
    }

    private void Answered()
    {
        lock (sync)
        {
            if (--calls == 0)
            {
                isHolding = false;
                undo.Clear();
            }
        }
    }

    private sealed class Remembering(IDocumentStore inner, IntentAfterCall owner) : IDocumentStore
    {
        public ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken) => inner.Read(key, cancellationToken);

        public async ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
        {
            if (container != Containers.Trading)
            {
                return await inner.Transact(container, partition, operations, cancellationToken);
            }

            var before = new Dictionary<string, StoredDocument>();
            foreach (var operation in operations.Where(operation => operation.Kind != StoreOperationKind.Create))
            {
                if (await inner.Read(new DocumentKey(container, partition, operation.Id), cancellationToken) is { } document)
                {
                    before[operation.Id] = document;
                }
            }

            var result = await inner.Transact(container, partition, operations, cancellationToken);
            if (result.IsDone)
            {
                owner.Note(container, partition, operations, before);
            }

            return result;
        }

        public ValueTask<Page<StoredDocument>> Query(string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken) =>
            inner.Query(container, partition, idPrefix, afterId, limit, descending, cancellationToken);
    }

    private sealed class Counting(IBroker inner, IntentAfterCall owner) : IBroker
    {
        public BrokerTraits Traits => inner.Traits;

        public async Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken)
        {
            lock (owner.sync)
            {
                owner.calls++;
            }

            // A host that dies in the call gets no answer: then the intent stays unwritten.
            var outcome = await inner.Submit(order, cancellationToken);
            owner.Answered();
            return outcome;
        }

        public Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken) => inner.Cancel(id, cancellationToken);

        public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) => inner.Find(id, cancellationToken);

        public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) => inner.ListOpenOrders(cancellationToken);

        public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) => inner.ListPositions(cancellationToken);

        public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) => inner.FindAsset(symbol, cancellationToken);

        public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => inner.GetAccount(cancellationToken);

        public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) => inner.ReadEvents(afterSequence, limit, cancellationToken);

        public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => inner.WaitForEvents(afterSequence, cancellationToken);
    }
}
