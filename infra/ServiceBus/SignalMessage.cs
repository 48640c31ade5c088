using Azure.Messaging.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>Between a queued signal and a message of Service Bus.</summary>
public static class SignalMessage
{
    /// <summary>The signal's id.</summary>
    public const string IdProperty = MessageIds.Property;

    public const string PriorityProperty = "priority";

    private const string JsonType = "application/json";

    public static ServiceBusMessage Write(string id, ReadOnlyMemory<byte> body, int priority) => new(body)
    {
        MessageId = id,
        ContentType = JsonType,
        ApplicationProperties = { [IdProperty] = id, [PriorityProperty] = priority },
    };

    /// <summary>A message as a new one under an id that no duplicate detection knows.</summary>
    /// <param name="resendId">Differs from every message id before.</param>
    public static ServiceBusMessage WriteAgain(ServiceBusReceivedMessage known, string resendId)
    {
        var message = Write(DeadLetter.IdOf(known), known.Body.ToMemory(), PriorityOf(known));
        message.MessageId = resendId;
        return message;
    }

    /// <summary>The lock token is the receipt.</summary>
    public static QueueMessage Read(ServiceBusReceivedMessage message) =>
        new(DeadLetter.IdOf(message), message.Body.ToMemory(), PriorityOf(message), message.DeliveryCount, message.EnqueuedTime.UtcDateTime, message.LockToken);

    internal static int PriorityOf(ServiceBusReceivedMessage message) => message.ApplicationProperties.GetValueOrDefault(PriorityProperty) is int priority ? priority : 1;
}
