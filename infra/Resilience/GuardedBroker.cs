using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Resilience;

/// <summary>A broker behind circuit breakers, one per class of endpoints: where answers fail to come, entries and polling stop; exits and cancels are tried all the same.</summary>
/// <remarks>Nothing is retried here: what may be repeated is decided where the order's state is known.</remarks>
public sealed class GuardedBroker : IBroker, IBrokerHealth
{
    private readonly IBroker inner;
    private readonly EndpointBreaker[] breakers;

    /// <param name="inner">The broker's client.</param>
    /// <param name="wall">The wall's clock.</param>
    public GuardedBroker(IBroker inner, BreakerOptions options, TimeProvider wall)
    {
        this.inner = inner;
        breakers = [.. Enum.GetValues<EndpointClass>().Select(endpoint => new EndpointBreaker(endpoint, options.For(endpoint), wall))];
    }

    public BrokerTraits Traits => inner.Traits;

    public BrokerRate? Rate => inner.Rate;

    public EndpointHealth[] Endpoints() => [.. breakers.Select(breaker => breaker.Health())];

    public Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken) => Of(EndpointClass.Orders).Run(
        () => inner.Submit(order, cancellationToken),
        static outcome => outcome.Status == SubmitStatus.Unresolved ? outcome.Reason ?? "no answer" : null,
        order.Terms.Purpose == OrderPurpose.Exit,
        static why => new SubmitOutcome(SubmitStatus.Throttled, Order: null, why));

    public Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken) => Of(EndpointClass.Cancels).Run(
        () => inner.Cancel(id, cancellationToken),
        static status => status == CancelStatus.Unresolved ? "no answer" : null,
        isUrgent: true,
        static _ => CancelStatus.Unresolved);

    /// <summary>A look-up is urgent: what may be on the wire must be found.</summary>
    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) => Read(EndpointClass.Reads, () => inner.Find(id, cancellationToken), isUrgent: true);

    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) => Read(EndpointClass.Reads, () => inner.ListOpenOrders(cancellationToken));

    public Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken) =>
        Read(EndpointClass.Reads, () => inner.ListRecentOrders(sinceUtc, cancellationToken));

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) => Read(EndpointClass.Account, () => inner.ListPositions(cancellationToken));

    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) =>
        Read(EndpointClass.Account, () => inner.FindAsset(symbol, cancellationToken));

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => Read(EndpointClass.Account, () => inner.GetAccount(cancellationToken));

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) =>
        inner.Traits.HasEventJournal ? Read(EndpointClass.Reads, () => inner.ReadEvents(afterSequence, limit, cancellationToken)) : inner.ReadEvents(afterSequence, limit, cancellationToken);

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => inner.WaitForEvents(afterSequence, cancellationToken);

    private Task<T> Read<T>(EndpointClass endpoint, Func<Task<T>> read, bool isUrgent = false) =>
        Of(endpoint).Run(read, static _ => null, isUrgent, static why => throw new BrokerException(why));

    private EndpointBreaker Of(EndpointClass endpoint) => breakers[(int)endpoint];
}
