using System.Globalization;
using Azure.Messaging.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>Queued signals in Service Bus. The message id is the signal's: the queue's duplicate detection drops what is sent twice within its window, and execution drops the rest.</summary>
/// <remarks>The queue has no priorities: signals are delivered in the order they came.</remarks>
public sealed class ServiceBusSignalOutbox(ServiceBusClient client, string queue) : ISignalOutbox, IAsyncDisposable
{
    /// <summary>Dead letters looked through for one that is to be sent again.</summary>
    private const int MostDeadLetters = 1000;

    private const int BatchSize = 100;

    private const int MostCounted = 250;

    /// <summary>How long the dead-letter queue is waited for: empty, it would be waited for much longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ServiceBusSender sender = client.CreateSender(queue);

    /// <returns>True: whether a duplicate was dropped, the service does not say.</returns>
    public async Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken)
    {
        await Call(() => sender.SendMessageAsync(SignalMessage.Write(id, body, priority), cancellationToken));
        return true;
    }

    public async Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken)
    {
        await using var dead = DeadLetters();
        var messages = new List<PoisonMessage>();
        await Call(async () =>
        {
            while (messages.Count < limit && await dead.PeekMessagesAsync(limit - messages.Count, cancellationToken: cancellationToken) is { Count: > 0 } page)
            {
                messages.AddRange(page.Select(SignalMessage.ReadDead));
            }
        });
        return messages;
    }

    /// <remarks>A crash between sending and settling leaves the dead letter there: sent twice, it is executed once.</remarks>
    public async Task<bool> Resend(string id, CancellationToken cancellationToken)
    {
        await using var dead = DeadLetters();
        var looked = new List<ServiceBusReceivedMessage>();
        var found = false;
        await Call(async () =>
        {
            try
            {
                while (!found && looked.Count < MostDeadLetters && await dead.ReceiveMessagesAsync(BatchSize, Patience, cancellationToken) is { Count: > 0 } page)
                {
                    looked.AddRange(page);
                    if (page.FirstOrDefault(message => SignalMessage.IdOf(message) == id) is { } wanted)
                    {
                        var resendId = string.Create(CultureInfo.InvariantCulture, $"{id}~{wanted.SequenceNumber}");
                        await sender.SendMessageAsync(SignalMessage.WriteAgain(wanted, resendId), cancellationToken);
                        await dead.CompleteMessageAsync(wanted, CancellationToken.None);
                        looked.Remove(wanted);
                        found = true;
                    }
                }
            }
            finally
            {
                foreach (var message in looked)
                {
                    await dead.AbandonMessageAsync(message, cancellationToken: CancellationToken.None);
                }
            }
        });
        return found;
    }

    /// <summary>Counts what can be looked at in one call: more than that is told as that many. The app's identity may not ask for the queue's own figures.</summary>
    public async Task<QueueDepth> Measure(CancellationToken cancellationToken)
    {
        await using var waiting = client.CreateReceiver(queue);
        await using var dead = DeadLetters();
        var depth = default(QueueDepth);
        await Call(async () =>
        {
            var messages = await waiting.PeekMessagesAsync(MostCounted, cancellationToken: cancellationToken);
            var given = await dead.PeekMessagesAsync(MostCounted, cancellationToken: cancellationToken);
            depth = new QueueDepth(messages.Count, given.Count, messages.Count > 0 ? messages[0].EnqueuedTime.UtcDateTime : null);
        });
        return depth;
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private ServiceBusReceiver DeadLetters() => client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private Task Call(Func<Task> call) => ServiceBusCall.Make(queue, call);
}
