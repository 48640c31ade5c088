using System.Diagnostics;
using System.Text.Json;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Signals;

/// <summary>The queued way in: a signal is stored, then queued, then answered for; later it is executed like one that came at once.</summary>
public sealed class SignalIntake(SignalDesk desk, ISignalOutbox queue, IAccountBook account, ITradeService trades)
{
    /// <summary>Priority of a signal that reduces a position: ahead of all entries.</summary>
    public const int ExitPriority = 0;

    public const int EntryPriority = 1;

    /// <summary>Takes a valid signal. Once this returned, the signal is executed even if every host dies now.</summary>
    /// <remarks>A crash between storing and queueing is repaired by the sender, who has no answer and sends again.</remarks>
    /// <exception cref="StoreException">Not taken.</exception>
    public async Task<SignalReceipt> Accept(TradingSignal signal, CancellationToken cancellationToken)
    {
        var digest = SignalDesk.Digest(signal);
        using var span = Spans.Start("enqueue", kind: ActivityKind.Producer);
        var (record, _) = await desk.Receive(signal, digest, signal.Id.Value, span?.Id, cancellationToken);
        if (!string.Equals(record.Digest, digest, StringComparison.Ordinal))
            return new SignalReceipt(IntakeStatus.Conflict, record);
        if (record.Answer is not null)
            return new SignalReceipt(IntakeStatus.Answered, record);

        var body = JsonSerializer.SerializeToUtf8Bytes(new TradeRequest(record.Signal, record.Origin, Caller: Callers.Queue, CanWait: true, Trace: record.Trace), TradingJson.Default.TradeRequest);
        await queue.Enqueue(signal.Id.Value, body, PriorityOf(signal), cancellationToken);
        return new SignalReceipt(IntakeStatus.Queued, record);
    }

    /// <summary>Executes a message of the queue; the answer is stored with the signal. The same message again gives the same answer.</summary>
    /// <exception cref="InvalidDataException">The body is not a trade request.</exception>
    /// <exception cref="PostponedException">The broker's message budget is used up: deliver it again in a while.</exception>
    public async Task Process(QueueMessage message, CancellationToken cancellationToken)
    {
        var request = Parse(message);
        using var span = Spans.Start("dequeue", request.Trace, ActivityKind.Consumer);
        span?.SetTag("messaging.message.id", message.Id);
        span?.SetTag("trading.attempts", message.Attempts);
        await trades.Execute(request, cancellationToken);
    }

    private int PriorityOf(TradingSignal signal)
    {
        var position = account.State.Book(signal.Symbol).Position;
        var reduces = signal.Action switch
        {
            SignalAction.Buy => position.IsShort,
            SignalAction.Sell => position.IsLong,
            _ => false,
        };
        return reduces ? ExitPriority : EntryPriority;
    }

    private static TradeRequest Parse(QueueMessage message)
    {
        try
        {
            var request = JsonSerializer.Deserialize(message.Body.Span, TradingJson.Default.TradeRequest);
            // The serializer takes an object without them.
            return request?.Signal is null || request.Origin is null ? throw new InvalidDataException($"Message {message.Id} holds no signal or no origin.") : request;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Message {message.Id} is not a trade request: {e.Message}", e);
        }
    }
}
