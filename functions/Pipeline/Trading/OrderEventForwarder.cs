using Microsoft.Extensions.Logging;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>
/// Listens to a broker's order messages for a host that is not there all the time, and puts each into its queue. It holds no books and decides nothing: what it
/// misses while it is down or disconnected, that host finds by reading its working orders.
/// </summary>
public sealed class OrderEventForwarder(IOrderStream stream, IOrderEventOutbox outbox, TimeProvider clock, ILogger<OrderEventForwarder> log)
{
    private readonly LastingStream messages = new(stream, clock);
    private long forwarded;

    /// <summary>Messages that the queue has taken.</summary>
    public long Forwarded => Interlocked.Read(ref forwarded);

    /// <summary>Listens until cancelled.</summary>
    public Task Run(CancellationToken cancellationToken) => messages.Run(Connected, Forward, Lost, cancellationToken);

    private Task Connected(CancellationToken cancellationToken)
    {
        log.StreamConnected();
        return Task.CompletedTask;
    }

    private void Lost(BrokerException? why, TimeSpan pause)
    {
        if (why is null)
        {
            log.StreamEnded();
        }
        else
        {
            log.StreamNotConnected(why.Message, pause.TotalSeconds);
        }
    }

    /// <summary>A queue that does not take a message is asked until it does; the stream's next messages wait behind it.</summary>
    private async Task Forward(OrderEvent message, CancellationToken cancellationToken)
    {
        for (var pause = LastingStream.FirstPause; ; pause = LastingStream.Longer(pause))
        {
            try
            {
                await outbox.Send(message, cancellationToken);
                Interlocked.Increment(ref forwarded);
                log.Forwarded(message.Kind, message.ClientOrderId, message.Symbol);
                return;
            }
            catch (StoreException e)
            {
                log.NotForwarded(message.ClientOrderId, e.Message, pause.TotalSeconds);
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }
}
