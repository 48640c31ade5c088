using System.Diagnostics;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>How a broker has answered lately.</summary>
/// <param name="Name">Of the broker.</param>
/// <param name="Answers">Whether the last call was answered.</param>
/// <param name="FailedUtc">When a call failed last, by the wall's clock; null while none has.</param>
/// <param name="Failure">Why.</param>
public sealed record BrokerHealth(string Name, bool Answers, DateTime? FailedUtc, string? Failure);

/// <summary>A broker whose calls are timed and traced; it changes none of them.</summary>
/// <param name="inner">The broker.</param>
/// <param name="wall">The wall's clock.</param>
public sealed class ObservedBroker(IBroker inner, TradeMetrics metrics, TimeProvider wall) : IBroker
{
    private volatile BrokerHealth health = new(inner.Traits.Name, Answers: true, FailedUtc: null, Failure: null);

    public BrokerTraits Traits => inner.Traits;

    public BrokerRate? Rate => inner.Rate;

    public BrokerHealth Health => health;

    public Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken) =>
        Observe("submit", () => inner.Submit(order, cancellationToken), outcome => outcome.Status.ToString());

    public Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken) =>
        Observe("cancel", () => inner.Cancel(id, cancellationToken), status => status.ToString());

    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) =>
        Observe("find", () => inner.Find(id, cancellationToken), order => order is null ? "Absent" : "Found");

    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) =>
        Observe("orders", () => inner.ListOpenOrders(cancellationToken), _ => "Read");

    public Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken) =>
        Observe("recent", () => inner.ListRecentOrders(sinceUtc, cancellationToken), _ => "Read");

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) =>
        Observe("positions", () => inner.ListPositions(cancellationToken), _ => "Read");

    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) =>
        Observe("asset", () => inner.FindAsset(symbol, cancellationToken), asset => asset is null ? "Absent" : "Found");

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) =>
        Observe("account", () => inner.GetAccount(cancellationToken), _ => "Read");

    /// <summary>Asked all the time, and mostly for nothing: neither timed nor traced.</summary>
    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) =>
        inner.ReadEvents(afterSequence, limit, cancellationToken);

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => inner.WaitForEvents(afterSequence, cancellationToken);

    private async Task<T> Observe<T>(string operation, Func<Task<T>> call, Func<T, string> outcome)
    {
        using var span = Activity.Current is null ? null : Spans.Start("broker", kind: ActivityKind.Client);
        span?.SetTag("trading.operation", operation);
        var began = wall.GetTimestamp();
        try
        {
            var result = await call();
            var text = outcome(result);
            metrics.Called(operation, text, wall.GetElapsedTime(began));
            span?.SetTag("trading.outcome", text);
            Note(text is not "Unresolved", "no usable answer");
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            metrics.Called(operation, "Failed", wall.GetElapsedTime(began));
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            Note(isAnswered: false, e.Message);
            throw;
        }
    }

    private void Note(bool isAnswered, string failure)
    {
        var known = health;
        if (isAnswered && !known.Answers)
        {
            health = known with { Answers = true };
        }
        else if (!isAnswered)
        {
            health = new BrokerHealth(known.Name, Answers: false, wall.GetUtcNow().UtcDateTime, failure);
        }
    }
}
