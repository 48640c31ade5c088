using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Hosting.Venues;

/// <summary>Follows orders at a real broker: its stream, and reading for what the stream loses.</summary>
internal sealed class RemoteLoops(OrderFollower follower, BrokerTime time) : IVenueLoops
{
    private static readonly TimeSpan ReadPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TimePause = TimeSpan.FromHours(1);

    public Task Prepare(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Begin(HostLoops loops, CancellationToken cancellationToken)
    {
        loops.Always("order stream", follower.Run, cancellationToken);
        loops.Every("working orders", ReadPause, TimeProvider.System, follower.ReadOnce, cancellationToken);
        loops.Every("the broker's clock", TimePause, TimeProvider.System, time.Check, cancellationToken);
    }
}
