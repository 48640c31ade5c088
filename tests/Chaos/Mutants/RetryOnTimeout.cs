using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Chaos.Mutants;

/// <summary>Takes a lost answer for a failure and sends the order again.</summary>
internal sealed class RetryOnTimeout : Mutation
{
    public override IBroker Broker(IBroker inner) => new Retrying(inner);

    private sealed class Retrying(IBroker inner) : IBroker
    {
        public BrokerTraits Traits => inner.Traits;

        public async Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken)
        {
            var outcome = await inner.Submit(order, cancellationToken);
            return outcome.Status == SubmitStatus.Unresolved ? await inner.Submit(order, cancellationToken) : outcome;
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
