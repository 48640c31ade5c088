using System.Globalization;
using Azure.Messaging.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>Between a queued signal and a message of Service Bus.</summary>
public static class SignalMessage
{
    /// <summary>The signal's id. The message id differs from it once a message was sent again: duplicate detection would drop that one.</summary>
    public const string IdProperty = "signalId";

    public const string PriorityProperty = "priority";

    private const string PoisonedProperty = "poisonedUtc";

    private const string JsonType = "application/json";

    /// <summary>The service refuses longer texts.</summary>
    private const int LongestText = 4000;

    public static ServiceBusMessage Write(string id, ReadOnlyMemory<byte> body, int priority) => new(body)
    {
        MessageId = id,
        ContentType = JsonType,
        ApplicationProperties = { [IdProperty] = id, [PriorityProperty] = priority },
    };

    /// <summary>A dead letter as a new message under an id that no duplicate detection knows.</summary>
    /// <param name="resendId">Differs from every message id before.</param>
    public static ServiceBusMessage WriteAgain(ServiceBusReceivedMessage dead, string resendId)
    {
        var message = Write(IdOf(dead), dead.Body.ToMemory(), PriorityOf(dead));
        message.MessageId = resendId;
        return message;
    }

    /// <summary>The lock token is the receipt.</summary>
    public static QueueMessage Read(ServiceBusReceivedMessage message) =>
        new(IdOf(message), message.Body.ToMemory(), PriorityOf(message), message.DeliveryCount, message.EnqueuedTime.UtcDateTime, message.LockToken);

    public static PoisonMessage ReadDead(ServiceBusReceivedMessage message) => new(
        IdOf(message),
        message.Body.ToMemory(),
        PriorityOf(message),
        message.DeliveryCount,
        message.EnqueuedTime.UtcDateTime,
        PoisonedUtc(message),
        string.Join(": ", new[] { message.DeadLetterReason, message.DeadLetterErrorDescription }.Where(text => !string.IsNullOrEmpty(text))));

    /// <summary>Properties to set on a message that is given up.</summary>
    public static Dictionary<string, object> PoisonedAt(DateTime nowUtc) => new(StringComparer.Ordinal) { [PoisonedProperty] = nowUtc.ToString("O", CultureInfo.InvariantCulture) };

    /// <summary>A reason as long as the service takes it.</summary>
    public static string Cut(string reason) => reason.Length <= LongestText ? reason : reason[..LongestText];

    internal static string IdOf(ServiceBusReceivedMessage message) => Property(message, IdProperty) is string id ? id : message.MessageId;

    private static int PriorityOf(ServiceBusReceivedMessage message) => Property(message, PriorityProperty) is int priority ? priority : 1;

    private static DateTime PoisonedUtc(ServiceBusReceivedMessage message) =>
        Property(message, PoisonedProperty) is string at && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var utc)
            ? utc
            : message.EnqueuedTime.UtcDateTime;

    private static object? Property(ServiceBusReceivedMessage message, string name) => message.ApplicationProperties.GetValueOrDefault(name);
}
