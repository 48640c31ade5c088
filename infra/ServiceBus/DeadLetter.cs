using System.Globalization;
using Azure.Messaging.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>A message that its queue gave up, and what is written on one for that.</summary>
public static class DeadLetter
{
    private const string PoisonedProperty = "poisonedUtc";

    private const string FailureProperty = "lastFailure";

    /// <summary>The service refuses longer texts.</summary>
    private const int LongestText = 4000;

    public static PoisonMessage Read(ServiceBusReceivedMessage message) => new(
        IdOf(message),
        message.Body.ToMemory(),
        SignalMessage.PriorityOf(message),
        message.DeliveryCount,
        message.EnqueuedTime.UtcDateTime,
        PoisonedUtc(message),
        string.Join(": ", new[] { message.DeadLetterReason, message.DeadLetterErrorDescription, Text(message, FailureProperty) }.Where(text => !string.IsNullOrEmpty(text))));

    /// <summary>What it is listed and sent again by: one that came without a message id has its number in the queue.</summary>
    public static string IdOf(ServiceBusReceivedMessage message) =>
        MessageIds.Of(message) is { Length: > 0 } id ? id : message.SequenceNumber.ToString(CultureInfo.InvariantCulture);

    /// <summary>Properties to set on a message that is given up.</summary>
    public static Dictionary<string, object> GivenUpAt(DateTime nowUtc) => new(StringComparer.Ordinal) { [PoisonedProperty] = nowUtc.ToString("O", CultureInfo.InvariantCulture) };

    /// <summary>Properties to set on a message that comes again: the service itself gives it up after its last delivery, and knows no reason.</summary>
    public static Dictionary<string, object> FailedFor(string reason) => new(StringComparer.Ordinal) { [FailureProperty] = Cut(reason) };

    /// <summary>A reason as long as the service takes it.</summary>
    public static string Cut(string reason) => reason.Length <= LongestText ? reason : reason[..LongestText];

    private static DateTime PoisonedUtc(ServiceBusReceivedMessage message) =>
        Text(message, PoisonedProperty) is { } at && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var utc)
            ? utc
            : message.EnqueuedTime.UtcDateTime;

    private static string? Text(ServiceBusReceivedMessage message, string property) => message.ApplicationProperties.GetValueOrDefault(property) as string;
}
