using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>An order event as a message of Service Bus.</summary>
public static class OrderEventMessage
{
    private const string JsonType = "application/json";

    /// <summary>The service refuses longer ids.</summary>
    private const int LongestId = 128;

    public static ServiceBusMessage Write(OrderEvent message) => new(JsonSerializer.SerializeToUtf8Bytes(message, PipelineJson.Default.OrderEvent))
    {
        MessageId = IdOf(message),
        ContentType = JsonType,
        Subject = message.Kind.ToString(),
    };

    /// <exception cref="JsonException">It is no order event.</exception>
    public static OrderEvent Read(ServiceBusReceivedMessage message) =>
        JsonSerializer.Deserialize(message.Body.ToMemory().Span, PipelineJson.Default.OrderEvent) ?? throw new JsonException("The message is null.");

    /// <summary>The same for the same event, however often it is told: the broker's order and the execution, or the kind, the time and how much had been filled.</summary>
    internal static string IdOf(OrderEvent message)
    {
        var what = message.ExecutionId ?? string.Create(CultureInfo.InvariantCulture, $"{message.AtUtc.Ticks}-{message.CumulativeQuantity.Shares}");
        var id = $"{message.BrokerOrderId}-{message.Kind}-{what}";
        return id.Length <= LongestId ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
