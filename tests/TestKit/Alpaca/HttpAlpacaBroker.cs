using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>The broker port over Alpaca's REST API, for the stub: what shows that the port fits a remote broker.</summary>
public sealed class HttpAlpacaBroker(AlpacaHttp http) : IBroker
{
    private const int BadRequest = 40010001;
    private const int LongestList = 500;

    private readonly ConcurrentDictionary<ClientOrderId, string> brokerIds = [];
    private readonly ConcurrentDictionary<ClientOrderId, ClientOrderId> parents = [];

    public BrokerTraits Traits { get; } = new("alpaca-stub", AbsenceIsConclusive: false, HasEventJournal: false);

    public BrokerRate? Rate => http.Rate;

    public async Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await http.Send(HttpMethod.Post, "/v2/orders", AlpacaMapping.Request(order.Terms), cancellationToken);
            return answer switch
            {
                { IsSuccess: true } => new SubmitOutcome(SubmitStatus.Confirmed, Read(answer, body => Remember(AlpacaMapping.Order(body))), Reason: null),
                { Status: HttpStatusCode.TooManyRequests } => Failed(SubmitStatus.Throttled),
                { Code: BadRequest } when answer.Message.Contains("client_order_id", StringComparison.Ordinal) => Failed(SubmitStatus.Duplicate),
                { IsServerError: true } => Failed(SubmitStatus.Unresolved),
                _ => Failed(SubmitStatus.Rejected),
            };

            SubmitOutcome Failed(SubmitStatus status) => new(status, Order: null, answer.Message);
        }
        catch (BrokerException e)
        {
            return new SubmitOutcome(SubmitStatus.Unresolved, Order: null, e.Message, e.RawAnswer);
        }
    }

    public async Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken)
    {
        try
        {
            if (!brokerIds.ContainsKey(id) && await Find(id, cancellationToken) is null)
            {
                return CancelStatus.NotFound;
            }

            var answer = await http.Send(HttpMethod.Delete, $"/v2/orders/{brokerIds[id]}", json: null, cancellationToken);
            return answer switch
            {
                { IsSuccess: true } => CancelStatus.Accepted,
                { Status: HttpStatusCode.UnprocessableEntity } => CancelStatus.TooLate,
                { Status: HttpStatusCode.NotFound } => CancelStatus.NotFound,
                _ => CancelStatus.Unresolved,
            };
        }
        catch (BrokerException)
        {
            return CancelStatus.Unresolved;
        }
    }

    public async Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken)
    {
        var answer = await http.Get($"/v2/orders:by_client_order_id?client_order_id={id}", cancellationToken, mayBeMissing: true);
        return answer.Status == HttpStatusCode.NotFound ? null : Read(answer, body => Remember(AlpacaMapping.Order(body)));
    }

    /// <summary>Reads page by page, newest first; each goes on before the oldest order of the last.</summary>
    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) => List("status=open", cancellationToken);

    public Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken) =>
        List($"status=all&after={Uri.EscapeDataString(sinceUtc.ToString("O", CultureInfo.InvariantCulture))}", cancellationToken);

    private async Task<IReadOnlyList<BrokerOrder>> List(string filter, CancellationToken cancellationToken)
    {
        var orders = new List<BrokerOrder>();
        var until = string.Empty;
        while (true)
        {
            var answer = await http.Get(string.Create(CultureInfo.InvariantCulture, $"/v2/orders?{filter}&nested=true&limit={LongestList}{until}"), cancellationToken);
            var page = Read(answer, body => body.EnumerateArray().Select(AlpacaMapping.Order).ToList());
            orders.AddRange(page.Select(Remember));
            if (page.Count < LongestList)
            {
                return orders;
            }

            until = $"&until={Uri.EscapeDataString(page[^1].SubmittedUtc.ToString("O", CultureInfo.InvariantCulture))}";
        }
    }

    public async Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken)
    {
        var answer = await http.Get("/v2/positions", cancellationToken);
        return Read<IReadOnlyList<BrokerPosition>>(answer, body => [.. body.EnumerateArray().Select(json => new BrokerPosition(
            new Symbol(json.GetProperty("symbol").GetString()!), AlpacaMapping.Number(json, "qty")!.Value, AlpacaMapping.Number(json, "avg_entry_price")!.Value))]);
    }

    public async Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken)
    {
        var answer = await http.Get($"/v2/assets/{symbol}", cancellationToken, mayBeMissing: true);
        return answer.Status == HttpStatusCode.NotFound ? null : Read(answer, body => new BrokerAsset(
            new Symbol(body.GetProperty("symbol").GetString()!),
            body.GetProperty("status").GetString() == "active" && body.GetProperty("tradable").GetBoolean(),
            body.GetProperty("shortable").GetBoolean() && body.GetProperty("easy_to_borrow").GetBoolean()));
    }

    public async Task<BrokerAccount> GetAccount(CancellationToken cancellationToken)
    {
        var answer = await http.Get("/v2/account", cancellationToken);
        return Read(answer, Account);
    }

    private static BrokerAccount Account(JsonElement body)
    {
        var canTrade = body.GetProperty("status").GetString() == "ACTIVE" && !Flag("trading_blocked") && !Flag("account_blocked") && !Flag("trade_suspended_by_user");
        return new BrokerAccount(Amount("cash"), Amount("equity"), Amount("buying_power"), canTrade, Flag("shorting_enabled"));

        bool Flag(string name) => body.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

        Money Amount(string name) => new(AlpacaMapping.Number(body, name)!.Value);
    }

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OrderEvent>>([]);

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The entry of a leg, once its entry has been seen.</summary>
    public ClientOrderId? ParentOf(ClientOrderId leg) => parents.TryGetValue(leg, out var parent) ? parent : null;

    /// <summary>Makes something of an answer; one that cannot be understood is kept.</summary>
    private static T Read<T>(AlpacaAnswer answer, Func<JsonElement, T> map)
    {
        try
        {
            return map(answer.Body);
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new BrokerException($"the answer cannot be understood: {e.Message}", e) { RawAnswer = answer.Raw };
        }
    }

    private BrokerOrder Remember(BrokerOrder order)
    {
        brokerIds[order.ClientOrderId] = order.BrokerOrderId;
        foreach (var leg in order.Legs)
        {
            parents[leg.ClientOrderId] = order.ClientOrderId;
            Remember(leg);
        }

        return order;
    }
}
