using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Chaos.Mutants;

/// <summary>Acknowledges a message when it comes, before anything has been done about it.</summary>
internal sealed class EarlyAcknowledgement : Mutation
{
    public override ISignalQueue Queue(ISignalQueue inner) => new Hasty(inner);

    private sealed class Hasty(ISignalQueue inner) : ISignalQueue
    {
        public Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken) => inner.Enqueue(id, body, priority, cancellationToken);

        public async Task<IReadOnlyList<QueueMessage>> Receive(int limit, TimeSpan visibility, CancellationToken cancellationToken)
        {
            var messages = await inner.Receive(limit, visibility, cancellationToken);
            foreach (var message in messages)
            {
                await inner.Complete(message, cancellationToken);
            }

            return messages;
        }

        public Task<bool> Complete(QueueMessage message, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<bool> Abandon(QueueMessage message, string reason, TimeSpan delay, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken) => inner.ListPoison(limit, cancellationToken);

        public Task<bool> Resend(string id, CancellationToken cancellationToken) => inner.Resend(id, cancellationToken);

        public Task<DateTime?> NextVisible(CancellationToken cancellationToken) => inner.NextVisible(cancellationToken);

        public Task<QueueDepth> Measure(CancellationToken cancellationToken) => inner.Measure(cancellationToken);
    }
}
