using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Follows orders at a broker without an event journal: its stream tells early, and reading the working orders finds what the stream lost.</summary>
/// <remarks>A stream can be connected and silent, so reading does not depend on it: the host calls <see cref="ReadOnce"/> now and then.</remarks>
public sealed class OrderFollower(IOrderStream stream, Reconciler reconciler, OrderEventPump pump, OrderSender sender, TimeProvider clock)
{
    private readonly LastingStream messages = new(stream, clock);

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

    /// <summary>Listens until cancelled.</summary>
    public Task Run(CancellationToken cancellationToken) => messages.Run(Connected, Deliver, lost: null, cancellationToken);

    /// <summary>What happened before the stream was there is read in any case.</summary>
    private async Task Connected(CancellationToken cancellationToken)
    {
        await reconciler.ReadOrders(cancellationToken);
        await sender.SendReady();
    }

    private async Task Deliver(OrderEvent message, CancellationToken cancellationToken)
    {
        await pump.Apply([message], cancellationToken);
        await sender.SendReady();
    }
}
