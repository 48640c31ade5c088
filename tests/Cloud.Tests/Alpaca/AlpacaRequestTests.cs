using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>What goes out: one request for each call, and the terms as Alpaca spells them.</summary>
public sealed class AlpacaRequestTests
{
    static OrderTerms Terms(OrderType type = OrderType.Limit, OrderPurpose purpose = OrderPurpose.Entry, decimal? limit = 90m, decimal? stop = null, decimal? trail = null, decimal? stopLoss = null, decimal? takeProfit = null) => new(
        new ClientOrderId("order-1"), new Symbol("SPY"), Side.Buy, new Quantity(1.5m), type, TimeInForce.Gtc, purpose, new StrategyId("test"),
        Price(limit), Price(stop), trail, Price(stopLoss), Price(takeProfit));

    static Price? Price(decimal? amount) => amount is { } some ? new Price(some) : null;

    /// <summary>Of a package that by itself would repeat each of these up to five times, orders as well.</summary>
    [Theory]
    [InlineData(429, SubmitStatus.Throttled)]
    [InlineData(500, SubmitStatus.Unresolved)]
    [InlineData(502, SubmitStatus.Unresolved)]
    [InlineData(503, SubmitStatus.Unresolved)]
    [InlineData(504, SubmitStatus.Unresolved)]
    [InlineData(408, SubmitStatus.Unresolved)]
    [InlineData(302, SubmitStatus.Unresolved)]
    [InlineData(400, SubmitStatus.Rejected)]
    [InlineData(401, SubmitStatus.Rejected)]
    [InlineData(403, SubmitStatus.Rejected)]
    [InlineData(422, SubmitStatus.Rejected)]
    public async Task Submit_Answered_IsSentOnceAndClassified(int status, SubmitStatus expected)
    {
        await using var server = await OneAnswerServer.Start("""{"code":1,"message":"no"}""", status, ("Retry-After", "0"), ("Location", "/elsewhere"));
        using var sut = AlpacaClients.Open(server.Address);

        var outcome = await sut.Broker.Submit(StubBench.Approved(Terms()), default);

        (outcome.Status, outcome.Reason, outcome.RawAnswer).ShouldBe((expected, "no", null));
        server.Seen.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Submit_DuplicateWithFieldsThatThePackageCannotRead_IsStillADuplicate()
    {
        await using var server = await OneAnswerServer.Start("""{"code":40010001,"message":"client_order_id must be unique","open_orders":"many"}""", status: 422);
        using var sut = AlpacaClients.Open(server.Address);

        (await sut.Broker.Submit(StubBench.Approved(Terms()), default)).Status.ShouldBe(SubmitStatus.Duplicate);
    }

    /// <summary>The code alone says only that the request is refused.</summary>
    [Fact]
    public async Task Submit_RefusedWithTheCodeOfADuplicate_ForAnotherReason_IsRejected()
    {
        await using var server = await OneAnswerServer.Start("""{"code":40010001,"message":"us_equity orders not allowed for account"}""", status: 422);
        using var sut = AlpacaClients.Open(server.Address);

        var outcome = await sut.Broker.Submit(StubBench.Approved(Terms()), default);

        (outcome.Status, outcome.Reason).ShouldBe((SubmitStatus.Rejected, "us_equity orders not allowed for account"));
    }

    [Fact]
    public async Task Submit_WithoutAnAnswerInTime_IsUnresolvedAndSentOnce()
    {
        await using var server = await OneAnswerServer.Start(_ =>
        {
            Thread.Sleep(1000);
            return "{}";
        });
        using var sut = AlpacaClients.Open(server.Address, timeout: TimeSpan.FromMilliseconds(200));

        var outcome = await sut.Broker.Submit(StubBench.Approved(Terms()), default);

        (outcome.Status, outcome.Reason).ShouldBe((SubmitStatus.Unresolved, "POST /v2/orders: no answer within 0.2 s"));
        server.Seen.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Submit_ToNobody_IsUnresolved()
    {
        using var sut = AlpacaClients.Open(new Uri("http://127.0.0.1:1"));

        (await sut.Broker.Submit(StubBench.Approved(Terms()), default)).Status.ShouldBe(SubmitStatus.Unresolved);
    }

    [Fact]
    public async Task Calls_Limited_TellTheBudgetOfTheHeaders()
    {
        var reset = DateTimeOffset.UtcNow.AddSeconds(30);
        await using var server = await OneAnswerServer.Start(
            """{"message":"rate limit exceeded"}""", 429, ("X-RateLimit-Limit", "200"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", $"{reset.ToUnixTimeSeconds()}"));
        using var sut = AlpacaClients.Open(server.Address);

        await sut.Broker.Submit(StubBench.Approved(Terms()), default);

        sut.Broker.Rate.ShouldBe(new BrokerRate(200, 0, DateTimeOffset.FromUnixTimeSeconds(reset.ToUnixTimeSeconds()).UtcDateTime));
    }

    public static TheoryData<OrderTerms, string> Orders => new()
    {
        { Terms(), """{"type":"limit","limit_price":90}""" },
        { Terms(OrderType.Market, limit: null), """{"type":"market"}""" },
        { Terms(OrderType.Stop, limit: null, stop: 80.5m), """{"type":"stop","stop_price":80.5}""" },
        { Terms(OrderType.StopLimit, limit: 90m, stop: 91m), """{"type":"stop_limit","limit_price":90,"stop_price":91}""" },
        { Terms(OrderType.TrailingStop, limit: null, trail: 0.02m), """{"type":"trailing_stop","trail_percent":2}""" },
        { Terms(stopLoss: 80m, takeProfit: 100m), """{"type":"limit","limit_price":90,"order_class":"bracket","take_profit":{"limit_price":100},"stop_loss":{"stop_price":80}}""" },
        { Terms(stopLoss: 80m), """{"type":"limit","limit_price":90,"order_class":"oto","stop_loss":{"stop_price":80}}""" },
        { Terms(takeProfit: 100m), """{"type":"limit","limit_price":90,"order_class":"oto","take_profit":{"limit_price":100}}""" },
        { Terms(purpose: OrderPurpose.Exit, limit: 90m, stopLoss: 95m), """{"type":"limit","order_class":"oco","take_profit":{"limit_price":90},"stop_loss":{"stop_price":95}}""" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Submit_OfTerms_SpellsThemAsAlpacaDoes(OrderTerms terms, string expected)
    {
        await using var server = await OneAnswerServer.Start("{}", status: 500);
        using var sut = AlpacaClients.Open(server.Address);

        await sut.Broker.Submit(StubBench.Approved(terms), default);

        using var sent = JsonDocument.Parse(server.Seen.Single().Body);
        using var wanted = JsonDocument.Parse(expected);
        var fields = wanted.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => Text(field.Value));
        foreach (var (name, value) in ((string, string)[])[("symbol", "SPY"), ("qty", "1.5"), ("side", "buy"), ("time_in_force", "gtc"), ("client_order_id", "order-1")])
        {
            fields[name] = value;
        }

        sent.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => Text(field.Value)).ShouldBe(fields, ignoreOrder: true);
    }

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => $"{value.GetDecimal():0.####}",
        JsonValueKind.Object => string.Join(' ', value.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null).Select(field => $"{field.Name}={Text(field.Value)}")),
        _ => value.ToString(),
    };
}
