using Azure;
using Azure.Storage.Queues;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.StorageQueue;

/// <summary>Queued signals in a storage queue: what stands in for Service Bus on Azurite. It drops no duplicates and knows no priorities; execution drops what comes twice.</summary>
/// <param name="queue">Gives texts as they are, as does the other.</param>
/// <param name="poison">Where the Functions host puts what it gives up, and this puts it with the reason.</param>
public sealed class StorageSignalOutbox(QueueClient queue, QueueClient poison, TimeProvider clock) : ISignalOutbox
{
    /// <summary>A call takes no more.</summary>
    private const int BatchSize = 32;

    private const int MostPoison = 1000;

    /// <summary>How long messages stay hidden that are looked through.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(30);

    /// <summary>For ever: the service would drop a message after a week.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(-1);

    public async Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken)
    {
        await Send(queue, new SignalEnvelope(id, priority, clock.GetUtcNow().UtcDateTime, body.ToArray()), cancellationToken);
        return true;
    }

    /// <summary>Puts a message there anew that shows itself after a delay: the one that was delivered is done with.</summary>
    /// <exception cref="StoreException">The queue cannot be reached.</exception>
    public Task Postpone(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        Send(queue, new SignalEnvelope(message.Id, message.Priority, message.EnqueuedUtc, message.Body.ToArray()), cancellationToken, delay);

    /// <summary>Keeps a message that is given up.</summary>
    /// <param name="code">One of <see cref="PoisonReasons"/>.</param>
    /// <exception cref="StoreException">The queue cannot be reached.</exception>
    public Task SetAside(QueueMessage message, string code, string reason, CancellationToken cancellationToken) => Send(
        poison,
        new SignalEnvelope(message.Id, message.Priority, message.EnqueuedUtc, message.Body.ToArray(), message.Attempts, clock.GetUtcNow().UtcDateTime, PoisonReasons.Of(code, reason)),
        cancellationToken);

    /// <remarks>The service shows the first 32 at most.</remarks>
    public async Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken)
    {
        var page = await Call(poison, () => poison.PeekMessagesAsync(Math.Min(limit, BatchSize), cancellationToken));
        return [.. page.Value.Select(message => SignalEnvelope.ReadPoison(message.MessageId, MessageText.Read(message.Body), message.InsertedOn))];
    }

    /// <remarks>A crash between sending and deleting leaves the poison message there: sent twice, it is executed once.</remarks>
    public async Task<bool> Resend(string id, CancellationToken cancellationToken)
    {
        var looked = 0;
        while (looked < MostPoison)
        {
            var page = (await Call(poison, () => poison.ReceiveMessagesAsync(BatchSize, Hidden, cancellationToken))).Value;
            if (page.Length == 0)
            {
                return false;
            }

            looked += page.Length;
            foreach (var message in page)
            {
                var read = SignalEnvelope.ReadPoison(message.MessageId, MessageText.Read(message.Body), message.InsertedOn);
                if (string.Equals(read.Id, id, StringComparison.Ordinal))
                {
                    await Enqueue(id, read.Body, read.Priority, cancellationToken);
                    await Call(poison, () => poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None));
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Counts are the service's, which are roughly right.</summary>
    public async Task<QueueDepth> Measure(CancellationToken cancellationToken)
    {
        var waiting = await Call(queue, () => queue.GetPropertiesAsync(cancellationToken));
        var given = await Call(poison, () => poison.GetPropertiesAsync(cancellationToken));
        var oldest = (await Call(queue, () => queue.PeekMessagesAsync(1, cancellationToken))).Value.FirstOrDefault();
        return new QueueDepth(waiting.Value.ApproximateMessagesCount, given.Value.ApproximateMessagesCount, oldest?.InsertedOn?.UtcDateTime);
    }

    private static Task Send(QueueClient to, SignalEnvelope envelope, CancellationToken cancellationToken, TimeSpan? hidden = null) =>
        Call(to, () => to.SendMessageAsync(MessageText.Of(envelope.Write()), visibilityTimeout: hidden, timeToLive: Kept, cancellationToken));

    /// <summary>The first call of a queue that is not there makes it.</summary>
    private static async Task<T> Call<T>(QueueClient of, Func<Task<T>> call)
    {
        try
        {
            try
            {
                return await call();
            }
            catch (RequestFailedException e) when (e.Status == 404 && e.ErrorCode == "QueueNotFound")
            {
                await of.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
                return await call();
            }
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            // An aggregate has the failures of all tries of the client.
            var why = (e as RequestFailedException)?.ErrorCode ?? e.GetBaseException().Message.Split('\n')[0];
            throw new StoreException(StoreFailure.Unavailable, of.Name, $"The queue refused the call: {why}.", "Look at the storage account and at the rights of the app's identity.", e);
        }
    }
}
