using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Carries the broker's order events into the books, each once: the cursor moves in the transaction that books them.</summary>
public sealed class OrderEventPump(AccountBook book, IBroker broker, OrderSender sender, TimeProvider clock) : IDisposable
{
    private const int ReadLimit = 512;

    /// <summary>Events of one command: so many always fit one transaction, and leave room in it for orders.</summary>
    private const int EventsPerCommand = 8;

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Applies everything that the broker has, then sends what was waiting for it. Without a journal at the broker, events come over its stream.</summary>
    /// <returns>How many events were new.</returns>
    /// <exception cref="BrokerException">The broker did not answer; nothing is lost.</exception>
    public async Task<int> PumpOnce(CancellationToken cancellationToken)
    {
        await book.Loaded(cancellationToken);
        var applied = broker.Traits.HasEventJournal ? await ReadJournal(cancellationToken) : 0;
        await sender.SendReady();
        return applied;
    }

    private async Task<int> ReadJournal(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        var applied = 0;
        try
        {
            while (true)
            {
                var events = await broker.ReadEvents(book.State.Ledger.EventCursor, ReadLimit, cancellationToken);
                if (events.Count == 0)
                {
                    break;
                }

                applied += await Apply(events, cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }

        return applied;
    }

    /// <summary>Applies events that came some other way: a stream, a queue.</summary>
    public async Task<int> Apply(IReadOnlyList<OrderEvent> events, CancellationToken cancellationToken)
    {
        var applied = 0;
        // All at once: commands that wait for each other's commit share the next one.
        foreach (var reply in await Task.WhenAll(events.Chunk(EventsPerCommand).Select(chunk => book.Ask<EventsReply>(new ApplyEvents(chunk), cancellationToken))))
        {
            applied += reply.Applied;
            foreach (var id in reply.ReadAgain)
            {
                await sender.Read(id, cancellationToken);
            }
        }

        return applied;
    }

    /// <summary>Pumps until cancelled. Not in virtual time: there the host calls <see cref="PumpOnce"/>.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await PumpOnce(cancellationToken);
                await broker.WaitForEvents(book.State.Ledger.EventCursor, cancellationToken);
            }
            catch (BrokerException)
            {
                // Try again shortly; what was missed is read from the cursor on.
                using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
                await pause.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    public void Dispose() => turn.Dispose();
}
