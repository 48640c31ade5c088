using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Costs;

/// <summary>A broker whose requests are counted; it changes none of them. Reading its journal is no request: a remote broker has none.</summary>
internal sealed class CountedBroker(IBroker inner) : IBroker
{
    private long calls;

    public long Calls => Interlocked.Read(ref calls);

    public BrokerTraits Traits => inner.Traits;

    public BrokerRate? Rate => inner.Rate;

    public Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken) => Count(inner.Submit(order, cancellationToken));

    public Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken) => Count(inner.Cancel(id, cancellationToken));

    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) => Count(inner.Find(id, cancellationToken));

    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) => Count(inner.ListOpenOrders(cancellationToken));

    public Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken) => Count(inner.ListRecentOrders(sinceUtc, cancellationToken));

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) => Count(inner.ListPositions(cancellationToken));

    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) => Count(inner.FindAsset(symbol, cancellationToken));

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => Count(inner.GetAccount(cancellationToken));

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) => inner.ReadEvents(afterSequence, limit, cancellationToken);

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => inner.WaitForEvents(afterSequence, cancellationToken);

    private Task<T> Count<T>(Task<T> call)
    {
        Interlocked.Increment(ref calls);
        return call;
    }
}
