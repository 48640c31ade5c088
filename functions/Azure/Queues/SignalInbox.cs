using System.Buffers;
using System.Text.Json;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Signals;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Azure.Queues;

/// <summary>
/// Executes messages of the signal queue. Besides what the API puts there, other systems may: their messages are the body of <c>POST /api/signals</c>
/// and are checked like one.
/// </summary>
public sealed class SignalInbox(SignalDelivery delivery, IServiceProvider services)
{
    /// <exception cref="StoreException">What came before of this id cannot be read: deliver it again.</exception>
    public async Task<Delivery> Deliver(QueueMessage message, CancellationToken cancellationToken)
    {
        if (!IsFromOutside(message.Body.Span))
        {
            return await delivery.Deliver(message, cancellationToken);
        }

        var errors = new List<FieldError>();
        var draft = SignalBody.Read(new ReadOnlySequence<byte>(message.Body), errors);
        if (await SignalCheck.Of(draft, errors, services, cancellationToken) is not { } signal)
        {
            return new Delivery(DeliveryVerdict.Poison, $"Message {message.Id} is no signal: {string.Join(" ", errors.Select(error => $"{error.Field}: {error.Message}"))}");
        }

        var request = new TradeRequest(signal, signal.Id.Value, Caller: Callers.Queue, CanWait: true);
        return await delivery.Deliver(message with { Body = JsonSerializer.SerializeToUtf8Bytes(request, TradingJson.Default.TradeRequest) }, cancellationToken);
    }

    /// <summary>Whether it is an object without the member that every message of ours has.</summary>
    private static bool IsFromOutside(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("signal"u8))
                {
                    return false;
                }

                json.Skip();
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
