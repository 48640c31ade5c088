using System.Text;
using System.Text.Json;

namespace TradingFunctions.Infra.Alpaca.Http;

/// <summary>
/// Makes answers readable for the package, which throws the whole answer away for one text that it does not know, and takes an unknown side for a sale.
/// An order's text goes along behind its client order id, where no id's characters are: see <see cref="Told"/>.
/// </summary>
internal static class AnswerRepair
{
    private const string Id = "client_order_id";

    /// <param name="path">Of the request.</param>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="FormatException">An order's side is neither.</exception>
    public static string Of(string path, string body) => path switch
    {
        _ when body.Length == 0 => body,
        _ when path.StartsWith("/v2/orders", StringComparison.Ordinal) => Rewrite(body, WriteOrder),
        _ when path.StartsWith("/v2/positions", StringComparison.Ordinal) => Rewrite(body, WritePosition),
        "/v2/account" => Rewrite(body, static (writer, element) => WriteKnown(writer, element, KnownValues.Account)),
        _ when path.StartsWith("/v2/assets", StringComparison.Ordinal) => Rewrite(body, static (writer, element) => WriteKnown(writer, element, KnownValues.Asset)),
        _ => body,
    };

    /// <param name="message">Of the stream.</param>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="FormatException">The order's side is neither.</exception>
    public static string OfMessage(string message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("order", out _)
            ? Write(root, WriteMessage)
            : message;
    }

    private static string Rewrite(string body, Action<Utf8JsonWriter, JsonElement> write)
    {
        using var document = JsonDocument.Parse(body);
        return Write(document.RootElement, write);
    }

    private static string Write(JsonElement root, Action<Utf8JsonWriter, JsonElement> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            WriteEach(writer, root, write);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void WriteEach(Utf8JsonWriter writer, JsonElement element, Action<Utf8JsonWriter, JsonElement> write)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteEach(writer, item, write);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                write(writer, element);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteMessage(Utf8JsonWriter writer, JsonElement message) => WriteObject(writer, message, static (writer, property) =>
    {
        if (property.NameEquals("data"))
        {
            var name = property.Value.TryGetProperty("event", out var told) ? told.ToString() : string.Empty;
            WriteObject(writer, property.Value, (inner, field) =>
            {
                if (field.NameEquals("order") && field.Value.ValueKind == JsonValueKind.Object)
                {
                    WriteOrder(inner, field.Value, name);
                    return true;
                }

                // A bust or a correction is about an earlier execution.
                if (field.NameEquals("execution_id") && property.Value.TryGetProperty("previous_execution_id", out var previous) && previous.ValueKind == JsonValueKind.String)
                {
                    previous.WriteTo(inner);
                    return true;
                }

                return WriteKnown(inner, field, KnownValues.Update);
            });
            return true;
        }

        return false;
    });

    /// <summary>A position, or the order that closes one.</summary>
    private static void WritePosition(Utf8JsonWriter writer, JsonElement element)
    {
        if (element.TryGetProperty(Id, out _))
        {
            WriteOrder(writer, element);
            return;
        }

        WriteKnown(writer, element, KnownValues.Position);
    }

    private static void WriteOrder(Utf8JsonWriter writer, JsonElement order) => WriteOrder(writer, order, eventName: string.Empty);

    private static void WriteOrder(Utf8JsonWriter writer, JsonElement order, string eventName)
    {
        // An entry of a bulk answer is no order.
        if (!order.TryGetProperty(Id, out var id))
        {
            order.WriteTo(writer);
            return;
        }

        var isShares = IsShares(order);
        WriteObject(writer, order, (inner, field) =>
        {
            switch (field.Name)
            {
                case Id:
                    inner.WriteStringValue(Told.Join(id.ToString(), eventName, order.GetRawText()));
                    return true;
                case "legs" when field.Value.ValueKind == JsonValueKind.Array:
                    WriteEach(inner, field.Value, WriteOrder);
                    return true;
                case "side":
                    inner.WriteStringValue(Side(field.Value, isShares));
                    return true;
                case "symbol" when field.Value.ValueKind == JsonValueKind.Null && !isShares:
                    inner.WriteStringValue(string.Empty);
                    return true;
                case "asset_class" when !isShares:
                    inner.WriteStringValue("us_option");
                    return true;
                default:
                    return WriteKnown(inner, field, KnownValues.Order);
            }
        });
    }

    /// <summary>Options in several legs have neither symbol nor side, and are none of ours as crypto currencies are.</summary>
    private static bool IsShares(JsonElement order) =>
        !(order.TryGetProperty("asset_class", out var asset) && asset.ToString() is ("us_option" or "crypto"))
        && !(order.TryGetProperty("order_class", out var kind) && kind.ToString() == "mleg");

    /// <summary>Kinds of purchases and sales, as other interfaces of Alpaca name them, are purchases and sales.</summary>
    private static string Side(JsonElement side, bool isShares) => side.ValueKind == JsonValueKind.String ? side.GetString()! switch
    {
        var text when text.StartsWith("buy", StringComparison.Ordinal) => "buy",
        var text when text.StartsWith("sell", StringComparison.Ordinal) => "sell",
        var text when isShares => throw new FormatException($"an order's side is '{text}'"),
        _ => "buy",
    } : isShares ? throw new FormatException("an order has no side") : "buy";

    private static void WriteKnown(Utf8JsonWriter writer, JsonElement element, IReadOnlyDictionary<string, KnownValues> known) =>
        WriteObject(writer, element, (inner, field) => WriteKnown(inner, field, known));

    private static bool WriteKnown(Utf8JsonWriter writer, JsonProperty field, IReadOnlyDictionary<string, KnownValues> known)
    {
        if (!known.TryGetValue(field.Name, out var values) || (field.Value.ValueKind == JsonValueKind.String && values.Has(field.Value.GetString())))
        {
            return false;
        }

        writer.WriteStringValue(values.Instead);
        return true;
    }

    /// <param name="write">Writes a field's value and says so, or leaves it as it is.</param>
    private static void WriteObject(Utf8JsonWriter writer, JsonElement element, Func<Utf8JsonWriter, JsonProperty, bool> write)
    {
        writer.WriteStartObject();
        foreach (var field in element.EnumerateObject())
        {
            writer.WritePropertyName(field.Name);
            if (!write(writer, field))
            {
                field.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
