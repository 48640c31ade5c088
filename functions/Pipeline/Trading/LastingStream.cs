using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Listens to an order stream for as long as it is asked to: after a lost connection again, the pause doubling up to half a minute until a connection holds.</summary>
internal sealed class LastingStream(IOrderStream stream, TimeProvider clock)
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public static TimeSpan Longer(TimeSpan pause) => pause < LongestPause ? pause * 2 : LongestPause;

    /// <param name="connected">Called at every connection; one in which it fails does not hold.</param>
    /// <param name="deliver">What to do with a message.</param>
    /// <param name="lost">Told of every end of a connection: why, null where it just ended, and how long nobody listens.</param>
    public async Task Run(
        Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, Action<BrokerException?, TimeSpan>? lost, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            BrokerException? why = null;
            try
            {
                await stream.Listen(Holds, deliver, cancellationToken);
            }
            catch (BrokerException e)
            {
                why = e;
            }

            lost?.Invoke(why, pause);
            await Task.Delay(pause, clock, cancellationToken);
            pause = Longer(pause);
        }

        async Task Holds(CancellationToken token)
        {
            await connected(token);
            pause = FirstPause;
        }
    }
}
