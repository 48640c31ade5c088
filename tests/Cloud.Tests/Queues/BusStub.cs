using Azure.Messaging.ServiceBus;

namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>
/// A queue of Service Bus in memory, behind the package's own types: it drops what is sent twice under a message id, and a dead letter that was received is hidden until it is settled.
/// </summary>
internal sealed class BusStub : ServiceBusClient
{
    readonly List<ServiceBusReceivedMessage> _locked = [];
    long _sequence;

    /// <summary>What the queue took, without duplicates.</summary>
    public List<ServiceBusMessage> Queue { get; } = [];

    public List<ServiceBusReceivedMessage> Dead { get; } = [];

    /// <summary>Refuses whatever is sent.</summary>
    public ServiceBusException? Refusal { get; set; }

    /// <summary>Locks of dead letters are lost before they are settled.</summary>
    public bool LosesLocks { get; set; }

    public static ServiceBusException LockLost => new("The lock is gone.", ServiceBusFailureReason.MessageLockLost);

    public ServiceBusReceivedMessage Bury(string? id, string body = "{}", string? reason = null, string? description = null, params (string Name, object Value)[] properties)
    {
        var all = properties.ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        if (reason is not null)
            all["DeadLetterReason"] = reason;
        if (description is not null)
            all["DeadLetterErrorDescription"] = description;
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            new BinaryData(body), messageId: id, properties: all, subject: "Fill", deliveryCount: 5, lockTokenGuid: Guid.NewGuid(), sequenceNumber: ++_sequence, enqueuedTime: DateTimeOffset.UnixEpoch);
        Dead.Add(message);
        return message;
    }

    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(this);

    public override ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options)
    {
        options.SubQueue.ShouldBe(SubQueue.DeadLetter);
        return new Receiver(this);
    }

    sealed class Sender(BusStub bus) : ServiceBusSender
    {
        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            if (bus.Refusal is not null)
                throw bus.Refusal;
            if (bus.Queue.TrueForAll(sent => sent.MessageId != message.MessageId))
                bus.Queue.Add(message);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    sealed class Receiver(BusStub bus) : ServiceBusReceiver
    {
        int _peeked;

        public override Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<ServiceBusReceivedMessage> page = [.. bus.Dead.Skip(_peeked).Take(Math.Min(maxMessages, 250))];
            _peeked += page.Count;
            return Task.FromResult(page);
        }

        public override Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<ServiceBusReceivedMessage> page = [.. bus.Dead.Except(bus._locked).Take(maxMessages)];
            bus._locked.AddRange(page);
            return Task.FromResult(page);
        }

        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        {
            Settle(message);
            bus.Dead.Remove(message);
            return Task.CompletedTask;
        }

        public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default)
        {
            Settle(message);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        void Settle(ServiceBusReceivedMessage message)
        {
            bus._locked.Remove(message).ShouldBeTrue("it is not locked");
            if (bus.LosesLocks)
                throw LockLost;
        }
    }
}
