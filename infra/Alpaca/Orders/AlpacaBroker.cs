using System.Collections.Concurrent;
using System.Net;
using Alpaca.Markets;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Infra.Alpaca.Http;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca.Orders;

/// <summary>The broker port over Alpaca's trading API. Each call is one request: nothing is repeated here or in the package.</summary>
internal sealed class AlpacaBroker(IAlpacaTradingClient client, AlpacaOptions options) : IBroker
{
    /// <summary>Of a request that is refused for what it says; which part is in the message.</summary>
    private const int BadRequest = 40010001;
    private const int LongestList = 500;

    /// <summary>Of orders that may still change: what has ended is asked for again.</summary>
    private readonly ConcurrentDictionary<ClientOrderId, Guid> brokerIds = [];
    private readonly ConcurrentDictionary<ClientOrderId, ClientOrderId> parents = [];

    public BrokerTraits Traits { get; } = new(options.IsLive ? "alpaca-live" : "alpaca-paper", AbsenceIsConclusive: false, HasEventJournal: false);

    public BrokerRate? Rate => client.GetRateLimitValues() is { Limit: > 0 } rate ? new BrokerRate(rate.Limit, rate.Remaining, rate.ResetTimeUtc) : null;

    public async Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken)
    {
        var answer = Answer.Begin();
        try
        {
            var taken = await client.PostOrderAsync(OrderRequests.Of(order.Terms), cancellationToken);
            return new SubmitOutcome(SubmitStatus.Confirmed, Remember(OrderMapping.Order(taken)), Reason: null);
        }
        catch (BrokerException e)
        {
            return new SubmitOutcome(SubmitStatus.Unresolved, Order: null, e.Message, e.RawAnswer);
        }
        catch (Exception e) when (Calls.IsClosed(e, cancellationToken))
        {
            return new SubmitOutcome(SubmitStatus.Unresolved, Order: null, e.Message);
        }
        catch (RequestValidationException e)
        {
            // The package's own check: nothing was sent.
            return new SubmitOutcome(SubmitStatus.Rejected, Order: null, e.Message);
        }
        catch (Exception e) when (answer.Status is not null)
        {
            return Outcome(answer, e);
        }
    }

    public async Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken)
    {
        try
        {
            if (await BrokerId(id, cancellationToken) is not { } brokerId)
            {
                return CancelStatus.NotFound;
            }

            var answer = Answer.Begin();
            try
            {
                await client.CancelOrderAsync(brokerId, cancellationToken);
                return CancelStatus.Accepted;
            }
            catch (RestClientErrorException)
            {
                return answer.Status switch
                {
                    HttpStatusCode.UnprocessableEntity => CancelStatus.TooLate,
                    HttpStatusCode.NotFound => CancelStatus.NotFound,
                    _ => CancelStatus.Unresolved,
                };
            }
        }
        catch (BrokerException)
        {
            return CancelStatus.Unresolved;
        }
        catch (Exception e) when (Calls.IsClosed(e, cancellationToken))
        {
            return CancelStatus.Unresolved;
        }
    }

    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) =>
        Calls.Find<IOrder, BrokerOrder>($"order {id}", () => client.GetOrderAsync(id.Value, cancellationToken), order => Remember(OrderMapping.Order(order)), cancellationToken);

    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) => List(OrderStatusFilter.Open, sinceUtc: null, cancellationToken);

    public Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken) => List(OrderStatusFilter.All, sinceUtc, cancellationToken);

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) => Calls.Read<IReadOnlyList<IPosition>, IReadOnlyList<BrokerPosition>>(
        "positions",
        () => client.ListPositionsAsync(cancellationToken),
        positions => [.. positions
            .Where(position => position.AssetClass == AssetClass.UsEquity)
            .Select(position => new BrokerPosition(new Symbol(position.Symbol), Signed(position), position.AverageEntryPrice))],
        cancellationToken);

    /// <summary>Alpaca opens short positions only in what is easy to borrow.</summary>
    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) => Calls.Find<IAsset, BrokerAsset>(
        $"asset {symbol}",
        () => client.GetAssetAsync(symbol.Value, cancellationToken),
        asset => new BrokerAsset(new Symbol(asset.Symbol), asset is { Status: AssetStatus.Active, IsTradable: true }, asset is { Shortable: true, EasyToBorrow: true }),
        cancellationToken);

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => Calls.Read<IAccount, BrokerAccount>(
        "account",
        () => client.GetAccountAsync(cancellationToken),
        account => new BrokerAccount(
            new Money(account.TradableCash),
            new Money(account.Equity ?? throw new ArgumentException("an account has no equity")),
            new Money(account.BuyingPower ?? throw new ArgumentException("an account has no buying power")),
            account is { Status: AccountStatus.Active, IsTradingBlocked: false, IsAccountBlocked: false, TradeSuspendedByUser: false },
            account.ShortingEnabled),
        cancellationToken);

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OrderEvent>>([]);

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The entry of a leg, once its entry has been seen.</summary>
    public ClientOrderId? ParentOf(ClientOrderId leg) => parents.TryGetValue(leg, out var parent) ? parent : null;

    private static SubmitOutcome Outcome(Answer answer, Exception thrown)
    {
        if (answer.IsSuccess)
        {
            return new SubmitOutcome(SubmitStatus.Unresolved, Order: null, $"the answer cannot be understood: {thrown.Message}", answer.Body);
        }

        var (code, message) = answer.Error();
        return new SubmitOutcome(
            (code, (int)answer.Status!.Value) switch
            {
                (BadRequest, _) when message.Contains("client_order_id", StringComparison.Ordinal) => SubmitStatus.Duplicate,
                (_, 429) => SubmitStatus.Throttled,
                (_, >= 400 and < 500 and not 408) => SubmitStatus.Rejected,
                _ => SubmitStatus.Unresolved,
            },
            Order: null,
            message);
    }

    /// <summary>A short position's shares are negative, whichever way they come.</summary>
    private static decimal Signed(IPosition position) => position.Side == PositionSide.Short ? -Math.Abs(position.Quantity) : position.Quantity;

    private async Task<Guid?> BrokerId(ClientOrderId id, CancellationToken cancellationToken) =>
        brokerIds.TryGetValue(id, out var known) ? known : await Find(id, cancellationToken) is { } found ? Guid.Parse(found.BrokerOrderId) : null;

    /// <summary>Reads page by page, newest first; each goes on before the oldest order of the last.</summary>
    private async Task<IReadOnlyList<BrokerOrder>> List(OrderStatusFilter status, DateTime? sinceUtc, CancellationToken cancellationToken)
    {
        var orders = new List<BrokerOrder>();
        DateTime? untilUtc = null;
        while (true)
        {
            var request = new ListOrdersRequest { OrderStatusFilter = status, RollUpNestedOrders = true, LimitOrderNumber = LongestList, OrderListSorting = SortDirection.Descending }
                .WithInterval(new Interval<DateTime>(sinceUtc, untilUtc));
            var page = await Calls.Read<IReadOnlyList<IOrder>, OrderPage>("orders", () => client.ListOrdersAsync(request, cancellationToken), OrderMapping.Page, cancellationToken);
            orders.AddRange(page.Orders.Select(Remember));
            if (page.Count < LongestList)
            {
                return orders;
            }

            untilUtc = page.OldestUtc is { } oldest && !(oldest >= untilUtc) ? oldest : throw new BrokerException("orders: the pages do not go back in time");
        }
    }

    private BrokerOrder Remember(BrokerOrder order)
    {
        if (order.Status.IsFinal())
        {
            brokerIds.TryRemove(order.ClientOrderId, out _);
            parents.TryRemove(order.ClientOrderId, out _);
        }
        else
        {
            brokerIds[order.ClientOrderId] = Guid.Parse(order.BrokerOrderId);
        }

        foreach (var leg in order.Legs)
        {
            parents[leg.ClientOrderId] = order.ClientOrderId;
            Remember(leg);
        }

        return order;
    }
}
