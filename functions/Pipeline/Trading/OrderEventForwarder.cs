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
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private long forwarded;

    /// <summary>Messages that the queue has taken.</summary>
    public long Forwarded => Interlocked.Read(ref forwarded);

    /// <summary>Listens until cancelled; after a lost connection again, the pause doubling up to half a minute until a connection holds.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await stream.Listen(Connected, Forward, cancellationToken);
                log.StreamEnded();
            }
            catch (BrokerException e)
            {
                log.StreamNotConnected(e.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, clock, cancellationToken);
            pause = Longer(pause);
        }

        Task Connected(CancellationToken token)
        {
            log.StreamConnected();
            pause = FirstPause;
            return Task.CompletedTask;
        }
    }

    /// <summary>A queue that does not take a message is asked until it does; the stream's next messages wait behind it.</summary>
    private async Task Forward(OrderEvent message, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
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

    private static TimeSpan Longer(TimeSpan pause) => pause < LongestPause ? pause * 2 : LongestPause;
}
