using System.Globalization;
using System.Text.Json;

namespace TradingFunctions.AlpacaStub.Orders;

/// <summary>The body of POST /v2/orders. Numbers are taken as text and as numbers, whatever the content type says.</summary>
public sealed record OrderRequest
{
    public string? Symbol { get; init; }

    public decimal? Qty { get; init; }

    public decimal? Notional { get; init; }

    public string? Side { get; init; }

    public string? Type { get; init; }

    public string? TimeInForce { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    public decimal? TrailPrice { get; init; }

    public decimal? TrailPercent { get; init; }

    public bool ExtendedHours { get; init; }

    public string? ClientOrderId { get; init; }

    public string OrderClass { get; init; } = "simple";

    public decimal? TakeProfit { get; init; }

    public decimal? StopLoss { get; init; }

    public decimal? StopLossLimit { get; init; }

    /// <exception cref="JsonException">Not JSON, or not an object.</exception>
    /// <exception cref="FormatException">A number that is none.</exception>
    public static OrderRequest Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("request body format is invalid");
        }

        return new OrderRequest
        {
            Symbol = Text(root, "symbol"),
            Qty = Number(root, "qty"),
            Notional = Number(root, "notional"),
            Side = Text(root, "side"),
            Type = Text(root, "type"),
            TimeInForce = Text(root, "time_in_force"),
            LimitPrice = Number(root, "limit_price"),
            StopPrice = Number(root, "stop_price"),
            TrailPrice = Number(root, "trail_price"),
            TrailPercent = Number(root, "trail_percent"),
            ExtendedHours = root.TryGetProperty("extended_hours", out var extended) && extended.ValueKind == JsonValueKind.True,
            ClientOrderId = Text(root, "client_order_id"),
            OrderClass = Text(root, "order_class") is { Length: > 0 } named ? named : "simple",
            TakeProfit = Inner(root, "take_profit", "limit_price"),
            StopLoss = Inner(root, "stop_loss", "stop_price"),
            StopLossLimit = Inner(root, "stop_loss", "limit_price"),
        };
    }

    private static decimal? Inner(JsonElement root, string name, string member) =>
        root.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? Number(inner, member) : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal? Number(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDecimal(),
            JsonValueKind.String => decimal.Parse(value.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture),
            JsonValueKind.Null => null,
            _ => throw new FormatException($"{name} is not a number"),
        };
    }
}
