using Azure.Messaging.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>Queued signals in Service Bus. The message id is the signal's: the queue's duplicate detection drops what is sent twice within its window, and execution drops the rest.</summary>
/// <remarks>The queue has no priorities: signals are delivered in the order they came.</remarks>
public sealed class ServiceBusSignalOutbox : ISignalOutbox, IAsyncDisposable
{
    private const int MostCounted = 250;

    private readonly ServiceBusClient client;
    private readonly string queue;
    private readonly ServiceBusSender sender;
    private readonly ServiceBusDeadLetters dead;

    public ServiceBusSignalOutbox(ServiceBusClient client, string queue)
    {
        (this.client, this.queue) = (client, queue);
        sender = client.CreateSender(queue);
        dead = new ServiceBusDeadLetters(client, queue, sender, SignalMessage.WriteAgain);
    }

    /// <returns>True: whether a duplicate was dropped, the service does not say.</returns>
    public async Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken)
    {
        await Call(() => sender.SendMessageAsync(SignalMessage.Write(id, body, priority), cancellationToken));
        return true;
    }

    /// <summary>Sends a message anew that shows itself later: the one that was delivered is done with. Postponed twice, it is sent once.</summary>
    public Task Postpone(ServiceBusReceivedMessage message, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var later = SignalMessage.WriteAgain(message, MessageIds.Next(message));
        later.ScheduledEnqueueTime = until;
        return Call(() => sender.SendMessageAsync(later, cancellationToken));
    }

    public Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken) => dead.ListPoison(limit, cancellationToken);

    /// <remarks>A crash between sending and settling leaves the dead letter there: sent twice, it is executed once.</remarks>
    public Task<bool> Resend(string id, CancellationToken cancellationToken) => dead.Resend(id, cancellationToken);

    /// <summary>Counts what can be looked at in one call: more than that is told as that many. The app's identity may not ask for the queue's own figures.</summary>
    public async Task<QueueDepth> Measure(CancellationToken cancellationToken)
    {
        await using var waiting = client.CreateReceiver(queue);
        await using var letters = dead.Receiver();
        var depth = default(QueueDepth);
        await Call(async () =>
        {
            var messages = await waiting.PeekMessagesAsync(MostCounted, cancellationToken: cancellationToken);
            var given = await letters.PeekMessagesAsync(MostCounted, cancellationToken: cancellationToken);
            depth = new QueueDepth(messages.Count, given.Count, messages.Count > 0 ? messages[0].EnqueuedTime.UtcDateTime : null);
        });
        return depth;
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private Task Call(Func<Task> call) => ServiceBusCall.Make(queue, call);
}
