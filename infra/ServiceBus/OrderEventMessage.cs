using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>An order event as a message of Service Bus.</summary>
public static class OrderEventMessage
{
    private const string JsonType = "application/json";

    public static ServiceBusMessage Write(OrderEvent message) => new(JsonSerializer.SerializeToUtf8Bytes(message, PipelineJson.Default.OrderEvent))
    {
        MessageId = IdOf(message),
        ContentType = JsonType,
        Subject = message.Kind.ToString(),
    };

    /// <summary>A dead letter as a new message. Booking drops an event that is there already.</summary>
    /// <param name="resendId">Differs from every message id before.</param>
    public static ServiceBusMessage WriteAgain(ServiceBusReceivedMessage dead, string resendId) => new(dead.Body)
    {
        MessageId = resendId,
        ContentType = JsonType,
        Subject = dead.Subject,
        ApplicationProperties = { [MessageIds.Property] = DeadLetter.IdOf(dead) },
    };

    /// <exception cref="JsonException">It is no order event, or lacks what every one has.</exception>
    public static OrderEvent Read(ServiceBusReceivedMessage message)
    {
        var told = JsonSerializer.Deserialize(message.Body.ToMemory().Span, PipelineJson.Default.OrderEvent) ?? throw new JsonException("The message is null.");
        var missing = string.IsNullOrEmpty(told.BrokerOrderId) ? "brokerOrderId"
            : told.ClientOrderId == default ? "clientOrderId"
            : told.Symbol == default ? "symbol"
            : told.AtUtc == default ? "atUtc"
            : null;
        return missing is null ? told : throw new JsonException($"The message has no {missing}.");
    }

    /// <summary>The same for the same event, however often it is told: the broker's order and the execution, or the kind, the time and how much had been filled.</summary>
    internal static string IdOf(OrderEvent message)
    {
        var what = message.ExecutionId ?? string.Create(CultureInfo.InvariantCulture, $"{message.AtUtc.Ticks}-{message.CumulativeQuantity.Shares}");
        return MessageIds.Fit($"{message.BrokerOrderId}-{message.Kind}-{what}");
    }
}
