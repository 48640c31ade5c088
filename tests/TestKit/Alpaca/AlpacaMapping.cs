using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>Alpaca's JSON and ours. Unknown statuses and events stay unknown; they never throw.</summary>
public static class AlpacaMapping
{
    /// <summary>The body of POST /v2/orders.</summary>
    public static string Request(OrderTerms terms)
    {
        var isPair = terms is { Purpose: OrderPurpose.Exit, Type: OrderType.Limit, StopLoss: not null };
        var body = new JsonObject
        {
            ["symbol"] = terms.Symbol.Value,
            ["qty"] = Text(terms.Quantity.Shares),
            ["side"] = terms.Side == Side.Buy ? "buy" : "sell",
            ["type"] = TypeText(terms.Type),
            ["time_in_force"] = terms.TimeInForce.ToString().ToLowerInvariant(),
            ["client_order_id"] = terms.ClientOrderId.Value,
        };
        Set("limit_price", isPair ? null : terms.LimitPrice?.Amount);
        Set("stop_price", terms.StopPrice?.Amount);
        Set("trail_percent", terms.TrailPercent * 100m);
        if ((isPair ? terms.LimitPrice : terms.TakeProfit) is { } profit)
        {
            body["take_profit"] = new JsonObject { ["limit_price"] = Text(profit.Amount) };
        }

        if (terms.StopLoss is { } stop)
        {
            body["stop_loss"] = new JsonObject { ["stop_price"] = Text(stop.Amount) };
        }

        var legs = (body.ContainsKey("take_profit") ? 1 : 0) + (body.ContainsKey("stop_loss") ? 1 : 0);
        if (legs > 0)
        {
            body["order_class"] = isPair ? "oco" : legs == 2 ? "bracket" : "oto";
        }

        return body.ToJsonString();

        void Set(string name, decimal? value)
        {
            if (value is { } number)
            {
                body[name] = Text(number);
            }
        }
    }

    public static BrokerOrder Order(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        ClientId(json),
        new Symbol(json.GetProperty("symbol").GetString()!),
        json.GetProperty("side").GetString() == "buy" ? Side.Buy : Side.Sell,
        new Quantity(Number(json, "qty") ?? 0m),
        Type(json.GetProperty("type").GetString()!),
        Enum.Parse<TimeInForce>(json.GetProperty("time_in_force").GetString()!, ignoreCase: true),
        Status(json.GetProperty("status").GetString()!),
        new Quantity(Number(json, "filled_qty") ?? 0m),
        Number(json, "filled_avg_price"),
        Price(json, "limit_price"),
        Price(json, "stop_price"),
        Time(json, "submitted_at"),
        Time(json, "updated_at"),
        json.TryGetProperty("legs", out var legs) && legs.ValueKind == JsonValueKind.Array ? [.. legs.EnumerateArray().Select(Order)] : [])
    { Raw = json.GetRawText() };

    /// <summary>A trade update.</summary>
    /// <param name="parentOf">The entry of a leg where it is known: a trade update does not say.</param>
    public static OrderEvent Event(JsonElement data, Func<ClientOrderId, ClientOrderId?> parentOf)
    {
        var order = data.GetProperty("order");
        var id = ClientId(order);
        return new OrderEvent(
            Sequence: 0,
            Kind(data.GetProperty("event").GetString()!),
            order.GetProperty("id").GetString()!,
            id,
            parentOf(id),
            new Symbol(order.GetProperty("symbol").GetString()!),
            order.GetProperty("side").GetString() == "buy" ? Side.Buy : Side.Sell,
            Time(data, "timestamp"),
            data.TryGetProperty("execution_id", out var execution) ? execution.GetString() : null,
            Number(data, "price"),
            new Quantity(Number(data, "qty") ?? 0m),
            Money.Zero,
            new Quantity(Number(order, "filled_qty") ?? 0m));
    }

    public static decimal? Number(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => decimal.Parse(value.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetDecimal(),
        _ => null,
    };

    public static DateTime Time(JsonElement json, string name) =>
        DateTime.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static Price? Price(JsonElement json, string name) => Number(json, name) is { } number ? new Price(number) : null;

    /// <summary>A stranger's id may hold characters that ours do not: then the order goes by the broker's own id.</summary>
    private static ClientOrderId ClientId(JsonElement order) =>
        ClientOrderId.TryCreate(order.GetProperty("client_order_id").GetString(), out var id, out _) ? id : new ClientOrderId(order.GetProperty("id").GetString()!);

    private static string Text(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    private static string TypeText(OrderType type) => type switch
    {
        OrderType.Market => "market",
        OrderType.Limit => "limit",
        OrderType.Stop => "stop",
        OrderType.StopLimit => "stop_limit",
        OrderType.TrailingStop => "trailing_stop",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an order type."),
    };

    private static OrderType Type(string text) => text switch
    {
        "limit" => OrderType.Limit,
        "stop" => OrderType.Stop,
        "stop_limit" => OrderType.StopLimit,
        "trailing_stop" => OrderType.TrailingStop,
        _ => OrderType.Market,
    };

    private static OrderStatus Status(string text) => Enum.TryParse<OrderStatus>(text.Replace("_", string.Empty), ignoreCase: true, out var status) ? status : OrderStatus.Unknown;

    private static OrderEventKind Kind(string text) => text switch
    {
        "order_cancel_rejected" => OrderEventKind.CancelRejected,
        "order_replace_rejected" => OrderEventKind.ReplaceRejected,
        "pending_new" => OrderEventKind.Accepted,
        _ => Enum.TryParse<OrderEventKind>(text.Replace("_", string.Empty), ignoreCase: true, out var kind) ? kind : OrderEventKind.Unknown,
    };
}
