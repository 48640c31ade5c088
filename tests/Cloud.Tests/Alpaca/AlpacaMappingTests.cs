using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>What comes in, on payloads in the form of Alpaca's documentation: values that the package does not know survive.</summary>
public sealed class AlpacaMappingTests
{
    const string Recorded = """
        {"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","client_order_id":"order-1","created_at":"2026-11-20T15:04:05.123456789Z","updated_at":"2026-11-20T15:04:06.5Z",
         "submitted_at":"2026-11-20T15:04:05.2Z","filled_at":null,"expired_at":null,"canceled_at":null,"failed_at":null,"replaced_at":null,"replaced_by":null,"replaces":null,
         "asset_id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","symbol":"AAPL","asset_class":"us_equity","notional":null,"qty":"2","filled_qty":"1","filled_avg_price":"150.255",
         "order_class":"bracket","order_type":"limit","type":"limit","side":"buy","position_intent":"buy_to_open","time_in_force":"day","limit_price":"150.25","stop_price":null,
         "status":"partially_filled","extended_hours":false,"trail_percent":null,"trail_price":null,"hwm":null,
         "legs":[{"id":"61e69015-8549-4bfd-b9c3-01e75843f47e","client_order_id":"leg-1","created_at":"2026-11-20T15:04:05Z","updated_at":"2026-11-20T15:04:05Z",
           "submitted_at":"2026-11-20T15:04:05Z","asset_id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","symbol":"AAPL","asset_class":"us_equity","qty":"2","filled_qty":"0",
           "filled_avg_price":null,"order_class":"bracket","order_type":"stop_limit","type":"stop_limit","side":"sell","time_in_force":"day","limit_price":"144.5","stop_price":"145",
           "status":"held","extended_hours":false,"legs":null}],"something_new":{"a":1}}
        """;

    static async Task<BrokerOrder?> Read(string body)
    {
        await using var server = await OneAnswerServer.Start(body);
        using var sut = AlpacaClients.Open(server.Address);
        return await sut.Broker.Find(new ClientOrderId("order-1"), default);
    }

    static string With(string field, string? value)
    {
        var order = JsonNode.Parse(Recorded)!.AsObject();
        order[field] = value;
        return order.ToJsonString();
    }

    [Fact]
    public async Task Order_Recorded_IsOursWithItsLegsAndItsText()
    {
        var order = (await Read(Recorded)).ShouldNotBeNull();

        (order.BrokerOrderId, order.ClientOrderId.Value, order.Symbol.Value, order.Side, order.Quantity.Shares, order.Type, order.TimeInForce)
            .ShouldBe(("61e69015-8549-4bfd-b9c3-01e75843f47d", "order-1", "AAPL", Side.Buy, 2m, OrderType.Limit, TimeInForce.Day));
        (order.Status, order.FilledQuantity.Shares, order.AverageFillPrice, order.LimitPrice, order.StopPrice).ShouldBe((OrderStatus.PartiallyFilled, 1m, 150.255m, new Price(150.25m), null));
        (order.SubmittedUtc, order.UpdatedUtc).ShouldBe((new DateTime(2026, 11, 20, 15, 4, 5, 200, DateTimeKind.Utc), new DateTime(2026, 11, 20, 15, 4, 6, 500, DateTimeKind.Utc)));
        var leg = order.Legs.ShouldHaveSingleItem();
        (leg.ClientOrderId.Value, leg.Side, leg.Type, leg.Status, leg.StopPrice, leg.LimitPrice).ShouldBe(("leg-1", Side.Sell, OrderType.StopLimit, OrderStatus.Held, new Price(145m), new Price(144.5m)));
        order.Raw.ShouldBe(Recorded);
        leg.Raw.ShouldNotBeNull().ShouldStartWith("""{"id":"61e69015-8549-4bfd-b9c3-01e75843f47e",""");
    }

    [Theory]
    [InlineData("accepted", OrderStatus.Accepted)]
    [InlineData("pending_new", OrderStatus.PendingNew)]
    [InlineData("new", OrderStatus.New)]
    [InlineData("partially_filled", OrderStatus.PartiallyFilled)]
    [InlineData("done_for_day", OrderStatus.DoneForDay)]
    [InlineData("pending_cancel", OrderStatus.PendingCancel)]
    [InlineData("pending_replace", OrderStatus.PendingReplace)]
    [InlineData("accepted_for_bidding", OrderStatus.AcceptedForBidding)]
    [InlineData("stopped", OrderStatus.Stopped)]
    [InlineData("suspended", OrderStatus.Suspended)]
    [InlineData("calculated", OrderStatus.Calculated)]
    [InlineData("held", OrderStatus.Held)]
    [InlineData("filled", OrderStatus.Filled)]
    [InlineData("canceled", OrderStatus.Canceled)]
    [InlineData("expired", OrderStatus.Expired)]
    [InlineData("replaced", OrderStatus.Replaced)]
    [InlineData("rejected", OrderStatus.Rejected)]
    [InlineData("fill", OrderStatus.Unknown)]
    [InlineData("partial_fill", OrderStatus.Unknown)]
    [InlineData("pending_review", OrderStatus.Unknown)]
    [InlineData("", OrderStatus.Unknown)]
    [InlineData(null, OrderStatus.Unknown)]
    public async Task Status_OfAnOrder_IsOursOrUnknownWithItsText(string? status, OrderStatus expected)
    {
        var order = (await Read(With("status", status))).ShouldNotBeNull();

        order.Status.ShouldBe(expected);
        order.Raw.ShouldNotBeNull().ShouldContain($"\"status\":{(status is null ? "null" : $"\"{status}\"")}");
    }

    [Theory]
    [InlineData("type", "pegged")]
    [InlineData("time_in_force", "gtd")]
    [InlineData("order_class", "ladder")]
    [InlineData("order_class", "")]
    [InlineData("asset_class", "us_something")]
    [InlineData("position_intent", "hedge")]
    [InlineData("client_order_id", "a stranger's id: (ä)")]
    public async Task Value_ThatIsUnknown_DoesNotCostTheOrder(string field, string value)
    {
        var order = (await Read(With(field, value))).ShouldNotBeNull();

        (order.Symbol.Value, order.Status, order.FilledQuantity.Shares).ShouldBe(("AAPL", OrderStatus.PartiallyFilled, 1m));
        order.Raw.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("buy", Side.Buy)]
    [InlineData("buy_minus", Side.Buy)]
    [InlineData("sell", Side.Sell)]
    [InlineData("sell_short", Side.Sell)]
    public async Task Side_OfAKindThatIsTold_IsBoughtOrSold(string side, Side expected) => (await Read(With("side", side)))!.Side.ShouldBe(expected);

    /// <summary>The package takes every unknown side for a sale.</summary>
    [Theory]
    [InlineData("cross")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Side_ThatIsNeither_IsNonsense(string? side)
    {
        var body = With("side", side);

        (await Should.ThrowAsync<BrokerException>(() => Read(body))).RawAnswer.ShouldBe(body);
    }

    [Fact]
    public async Task Lists_OfAnAccountThatTradesOtherThings_HaveSharesAlone()
    {
        var crypto = With("asset_class", "crypto").Replace("\"AAPL\"", "\"BTC/USD:PERPETUAL-FUTURE\"");
        const string Legs = """{"id":"61e69015-8549-4bfd-b9c3-01e75843f470","client_order_id":"o","asset_id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","symbol":null,"side":null,"asset_class":"","filled_qty":"0","type":"limit","order_class":"mleg","time_in_force":"day","status":"new"}""";
        await using var server = await OneAnswerServer.Start($"[{crypto},{Legs},{Recorded}]");
        using var sut = AlpacaClients.Open(server.Address);

        (await sut.Broker.ListOpenOrders(default)).ShouldHaveSingleItem().Symbol.Value.ShouldBe("AAPL");
    }

    [Fact]
    public async Task Positions_LongShortAndOther_AreSignedAndShares()
    {
        static string Position(string symbol, string qty, string side, string kind = "us_equity") =>
            $$"""{"asset_id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","symbol":"{{symbol}}","exchange":"NEWX","asset_class":"{{kind}}","asset_marginable":true,"qty":"{{qty}}","side":"{{side}}","avg_entry_price":"10.5","cost_basis":"1","qty_available":"0"}""";
        await using var server = await OneAnswerServer.Start($"[{Position("AAPL", "2.5", "long")},{Position("MSFT", "-3", "short")},{Position("BTCUSD", "1", "long", "crypto")},{Position("TSLA", "4", "short")}]");
        using var sut = AlpacaClients.Open(server.Address);

        (await sut.Broker.ListPositions(default)).Select(position => (position.Symbol.Value, position.SignedQuantity, position.AverageEntryPrice))
            .ShouldBe([("AAPL", 2.5m, 10.5m), ("MSFT", -3m, 10.5m), ("TSLA", -4m, 10.5m)]);
    }

    [Theory]
    [InlineData("ACTIVE", "false", true)]
    [InlineData("ACTIVE", "true", false)]
    [InlineData("ACCOUNT_CLOSED", "false", false)]
    [InlineData("SOMETHING_NEW", "false", false)]
    public async Task Account_Recorded_TradesOnlyWhenActiveAndNotBlocked(string status, string blocked, bool canTrade)
    {
        await using var server = await OneAnswerServer.Start($$"""
            {"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","account_number":"PA1","status":"{{status}}","crypto_status":"NEW_ONE","currency":"USD","cash":"1000.25","equity":"1500.5","last_equity":"1400",
             "buying_power":"2000.75","multiplier":"3.5","trading_blocked":{{blocked}},"transfers_blocked":false,"account_blocked":false,"trade_suspended_by_user":false,"shorting_enabled":true,
             "created_at":"2026-01-01T00:00:00Z","options_trading_level":3,"intraday_adjustments":"0"}
            """);
        using var sut = AlpacaClients.Open(server.Address);

        (await sut.Broker.GetAccount(default)).ShouldBe(new BrokerAccount(new Money(1000.25m), new Money(1500.5m), new Money(2000.75m), canTrade, ShortingEnabled: true));
    }

    [Theory]
    [InlineData("active", true, true, true, true, true)]
    [InlineData("active", false, true, true, false, true)]
    [InlineData("inactive", true, true, true, false, true)]
    [InlineData("something_new", true, true, true, false, true)]
    [InlineData("active", true, false, true, true, false)]
    [InlineData("active", true, true, false, true, false)]
    public async Task Asset_Recorded_IsTradableAndLentAsAlpacaSays(string status, bool tradable, bool shortable, bool easyToBorrow, bool mayTrade, bool mayShort)
    {
        await using var server = await OneAnswerServer.Start($$"""
            {"id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","class":"us_equity","exchange":"NASDAQ","symbol":"AAPL","name":"Apple Inc. Common Stock","status":"{{status}}","tradable":{{Json(tradable)}},
             "marginable":true,"maintenance_margin_requirement":30,"shortable":{{Json(shortable)}},"easy_to_borrow":{{Json(easyToBorrow)}},"fractionable":true,"attributes":[]}
            """);
        using var sut = AlpacaClients.Open(server.Address);

        (await sut.Broker.FindAsset(new Symbol("AAPL"), default)).ShouldBe(new BrokerAsset(new Symbol("AAPL"), mayTrade, mayShort));
    }

    private static string Json(bool flag) => flag ? "true" : "false";
}
