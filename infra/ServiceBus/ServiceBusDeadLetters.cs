using Azure.Messaging.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>The dead letters of a queue of Service Bus.</summary>
/// <param name="queue">Its name.</param>
/// <param name="sender">Sends to the queue.</param>
/// <param name="writeAgain">A dead letter as a new message under another message id, which duplicate detection does not know.</param>
public sealed class ServiceBusDeadLetters(ServiceBusClient client, string queue, ServiceBusSender sender, Func<ServiceBusReceivedMessage, string, ServiceBusMessage> writeAgain) : IPoisonMessages
{
    /// <summary>Dead letters looked through for one that is to be sent again.</summary>
    private const int MostDeadLetters = 1000;

    private const int BatchSize = 100;

    /// <summary>How long the dead-letter queue is waited for: empty, it would be waited for much longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken)
    {
        await using var dead = Receiver();
        var messages = new List<PoisonMessage>();
        await ServiceBusCall.Make(queue, async () =>
        {
            while (messages.Count < limit && await dead.PeekMessagesAsync(limit - messages.Count, cancellationToken: cancellationToken) is { Count: > 0 } page)
            {
                messages.AddRange(page.Select(DeadLetter.Read));
            }
        });
        return messages;
    }

    /// <exception cref="StoreException">The service refuses, or the message is there and cannot be taken now.</exception>
    /// <remarks>A crash between sending and settling leaves the dead letter there: sent twice, it is worked once.</remarks>
    public async Task<bool> Resend(string id, CancellationToken cancellationToken)
    {
        await using var dead = Receiver();
        var others = new List<ServiceBusReceivedMessage>();
        var isFound = false;
        await ServiceBusCall.Make(queue, async () =>
        {
            try
            {
                while (!isFound && others.Count < MostDeadLetters && await dead.ReceiveMessagesAsync(BatchSize, Patience, cancellationToken) is { Count: > 0 } page)
                {
                    var wanted = page.FirstOrDefault(message => DeadLetter.IdOf(message) == id);
                    others.AddRange(page.Where(message => message != wanted));
                    if (wanted is not null)
                    {
                        await Resend(dead, wanted, cancellationToken);
                        isFound = true;
                    }
                }
            }
            finally
            {
                await LetGo(dead, others);
            }

            if (!isFound && await IsListed(id, cancellationToken))
            {
                throw new StoreException(
                    StoreFailure.Busy, queue, $"dead letter {id} is there and could not be taken: {others.Count} came before it, or somebody else holds it.", "Try again, or send older ones again first.");
            }
        });
        return isFound;
    }

    /// <summary>Looking takes no message, so that all of them can be looked through.</summary>
    private async Task<bool> IsListed(string id, CancellationToken cancellationToken)
    {
        await using var dead = Receiver();
        while (await dead.PeekMessagesAsync(BatchSize, cancellationToken: cancellationToken) is { Count: > 0 } page)
        {
            if (page.Any(message => DeadLetter.IdOf(message) == id))
            {
                return true;
            }
        }

        return false;
    }

    public ServiceBusReceiver Receiver() => client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private async Task Resend(ServiceBusReceiver dead, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendMessageAsync(writeAgain(message, MessageIds.Next(message)), cancellationToken);
            await dead.CompleteMessageAsync(message, CancellationToken.None);
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            // It was sent, and is a dead letter still: whoever sends it once more sends the same message id, which duplicate detection drops.
        }
        catch
        {
            await LetGo(dead, [message]);
            throw;
        }
    }

    /// <summary>A lock that was lost meanwhile has let go of its message by itself.</summary>
    private static async Task LetGo(ServiceBusReceiver dead, IEnumerable<ServiceBusReceivedMessage> messages)
    {
        foreach (var message in messages)
        {
            try
            {
                await dead.AbandonMessageAsync(message, cancellationToken: CancellationToken.None);
            }
            catch (ServiceBusException)
            {
                // Its lock ends by itself.
            }
        }
    }
}
