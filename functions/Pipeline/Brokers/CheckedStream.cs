using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Brokers;

/// <summary>A stream whose messages are looked at before they are booked. One that makes no sense halts trading and is dropped: reading the order is the truth.</summary>
public sealed class CheckedStream(IOrderStream inner, AccountBook book, BrokerSentinel sentinel) : IOrderStream
{
    public Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken) => inner.Listen(
        connected,
        async (told, token) =>
        {
            if (BrokerSense.Contradiction(book.Known?.Find(told.ClientOrderId), told) is { } contradiction)
            {
                await sentinel.Report(contradiction, told, token);
                return;
            }

            await deliver(told, token);
        },
        cancellationToken);
}
