using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Ports;
using StoredMessage = Azure.Storage.Queues.Models.QueueMessage;

namespace TradingFunctions.Infra.StorageQueue;

/// <summary>A queued signal with what a storage queue does not keep of it.</summary>
/// <param name="Body">UTF-8 JSON of the request.</param>
/// <param name="Attempts">Deliveries before it was given up.</param>
/// <param name="PoisonedUtc">When it was given up; null before.</param>
public sealed record SignalEnvelope(string Id, int Priority, DateTime EnqueuedUtc, byte[] Body, int Attempts = 0, DateTime? PoisonedUtc = null, string? Reason = null)
{
    public BinaryData Write() => new(JsonSerializer.SerializeToUtf8Bytes(this, EnvelopeJson.Default.SignalEnvelope));

    /// <summary>A message that is no envelope is one of its own id: it was put there by hand, and its body is looked at like any other.</summary>
    public static TradingFunctions.Pipeline.Ports.QueueMessage Read(StoredMessage message)
    {
        var found = Parse(message.Body);
        return new(
            found?.Id ?? message.MessageId, found?.Body ?? message.Body.ToMemory(), found?.Priority ?? 1, (int)message.DequeueCount, found?.EnqueuedUtc ?? Utc(message.InsertedOn), message.PopReceipt);
    }

    /// <summary>A message of the poison queue; where the Functions host put it there by itself it has no reason.</summary>
    public static PoisonMessage ReadPoison(string messageId, BinaryData body, DateTimeOffset? insertedOn)
    {
        var found = Parse(body);
        return new(
            found?.Id ?? messageId,
            found?.Body ?? body.ToMemory(),
            found?.Priority ?? 1,
            found?.Attempts ?? 0,
            found?.EnqueuedUtc ?? Utc(insertedOn),
            found?.PoisonedUtc ?? Utc(insertedOn),
            found?.Reason ?? PoisonReasons.Of(PoisonReasons.AttemptsExhausted, "Given up by the Functions host after its last delivery; its log has the reason."));
    }

    internal static SignalEnvelope? Parse(BinaryData body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.ToMemory().Span, EnvelopeJson.Default.SignalEnvelope);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTime Utc(DateTimeOffset? time) => time?.UtcDateTime ?? DateTime.UnixEpoch;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SignalEnvelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
