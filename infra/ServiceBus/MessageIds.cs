using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>Ids of messages. That of the message in the service differs from ours once it was sent again: duplicate detection would drop it.</summary>
internal static class MessageIds
{
    /// <summary>Our id of a message, whatever it goes by in the service. Called so from when signals alone had one.</summary>
    public const string Property = "signalId";

    /// <summary>The service refuses longer ids.</summary>
    private const int Longest = 128;

    public static string Of(ServiceBusReceivedMessage message) => message.ApplicationProperties.GetValueOrDefault(Property) is string id ? id : message.MessageId ?? string.Empty;

    /// <summary>Id of the message that takes the place of one: the same for the same message, another than that of every message before.</summary>
    public static string Next(ServiceBusReceivedMessage message) => Fit(string.Create(CultureInfo.InvariantCulture, $"{DeadLetter.IdOf(message)}~{message.SequenceNumber}"));

    /// <summary>An id, or its digest where it is too long.</summary>
    public static string Fit(string id) => id.Length <= Longest ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
