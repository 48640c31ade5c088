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
    public Task<Delivery> Deliver(QueueMessage message, CancellationToken cancellationToken) => delivery.Deliver(message, Ours, cancellationToken);

    /// <summary>What becomes of a message that could not be put off.</summary>
    public Delivery NotPutOff(QueueMessage message, StoreException why) => delivery.Failed(message, $"It has to wait, and could not be put off: {why.Message}");

    /// <exception cref="InvalidDataException">It is no signal; with every field that is wrong.</exception>
    private async ValueTask<QueueMessage> Ours(QueueMessage message, CancellationToken cancellationToken)
    {
        if (!IsFromOutside(message.Body.Span))
        {
            return message;
        }

        var errors = new List<FieldError>();
        var draft = SignalBody.Read(new ReadOnlySequence<byte>(message.Body), errors);
        if (await SignalCheck.Of(draft, errors, services, cancellationToken) is not { } signal)
        {
            throw new InvalidDataException($"Message {message.Id} is no signal: {string.Join(" ", errors.Select(error => $"{error.Field}: {error.Message}"))}");
        }

        var request = new TradeRequest(signal, signal.Id.Value, Caller: Callers.Queue, CanWait: true);
        return message with { Body = JsonSerializer.SerializeToUtf8Bytes(request, TradingJson.Default.TradeRequest) };
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
