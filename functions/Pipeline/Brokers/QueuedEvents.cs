using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Brokers;

/// <summary>Messages of the broker that a queue brings: looked at like those of its stream, then booked.</summary>
public sealed class QueuedEvents(OrderEventPump pump, AccountBook book, BrokerSentinel sentinel)
{
    /// <summary>Books an event, once however often it comes. One that makes no sense halts trading and gets into no books: reading the order is the truth.</summary>
    /// <returns>Why it makes no sense; null where it is booked.</returns>
    public async Task<string?> Take(OrderEvent told, CancellationToken cancellationToken)
    {
        await book.Loaded(cancellationToken);
        if (BrokerSense.Contradiction(book.Known?.Find(told.ClientOrderId), told) is { } contradiction)
        {
            await sentinel.Report(contradiction, told, cancellationToken);
            return contradiction;
        }

        await pump.Apply([told], cancellationToken);
        return null;
    }
}
