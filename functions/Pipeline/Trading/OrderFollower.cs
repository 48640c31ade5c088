using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Follows orders at a broker without an event journal: its stream tells early, and reading the working orders finds what the stream lost.</summary>
/// <remarks>A stream can be connected and silent, so reading does not depend on it: the host calls <see cref="ReadOnce"/> now and then.</remarks>
public sealed class OrderFollower(IOrderStream stream, Reconciler reconciler, OrderEventPump pump, OrderSender sender, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Reads the working orders, if the message budget has room for that, and sends what waited for them.</summary>
    /// <exception cref="BrokerException">The broker did not answer.</exception>
    public async Task ReadOnce(CancellationToken cancellationToken)
    {
        if (sender.MayPoll)
        {
            await reconciler.ReadOrders(cancellationToken);
        }

        await sender.SendReady();
    }

    /// <summary>Listens until cancelled; after a lost connection again, the pause doubling up to half a minute until a connection holds.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await stream.Listen(Connected, Deliver, cancellationToken);
            }
            catch (BrokerException)
            {
                // Connecting failed, or reading the orders did: again.
            }

            await Task.Delay(pause, clock, cancellationToken);
            pause = pause < LongestPause ? pause * 2 : LongestPause;
        }

        async Task Connected(CancellationToken token)
        {
            // What happened before the stream was there is read in any case.
            await reconciler.ReadOrders(token);
            await sender.SendReady();
            pause = FirstPause;
        }
    }

    private async Task Deliver(OrderEvent message, CancellationToken cancellationToken)
    {
        await pump.Apply([message], cancellationToken);
        await sender.SendReady();
    }
}
