using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.TestKit.Trading;

/// <summary>A host's connection to a broker that outlives it.</summary>
public sealed class CrashingBroker(IBroker inner, CrashPlan plan) : IBroker
{
    public BrokerTraits Traits => inner.Traits;

    public Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken) => plan.Step("submit", () => inner.Submit(order, cancellationToken));

    public Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken) => plan.Step("cancel", () => inner.Cancel(id, cancellationToken));

    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) => Alive(() => inner.Find(id, cancellationToken));

    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) => Alive(() => inner.ListOpenOrders(cancellationToken));

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) => Alive(() => inner.ListPositions(cancellationToken));

    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) => Alive(() => inner.FindAsset(symbol, cancellationToken));

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => Alive(() => inner.GetAccount(cancellationToken));

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) =>
        Alive(() => inner.ReadEvents(afterSequence, limit, cancellationToken));

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => inner.WaitForEvents(afterSequence, cancellationToken);

    private Task<T> Alive<T>(Func<Task<T>> call)
    {
        plan.ThrowIfDead("call");
        return call();
    }
}
