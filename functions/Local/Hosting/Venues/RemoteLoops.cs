using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Hosting.Venues;

/// <summary>Follows orders at a real broker: its stream, and reading for what the stream loses.</summary>
internal sealed class RemoteLoops(OrderFollower follower, BrokerTime time, ILogger<RemoteLoops> log) : IVenueLoops
{
    private static readonly TimeSpan ReadPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TimePause = TimeSpan.FromMinutes(10);

    public Task Prepare(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Begin(HostLoops loops, CancellationToken cancellationToken)
    {
        loops.Always("order stream", follower.Run, cancellationToken);
        loops.Every("working orders", ReadPause, TimeProvider.System, token => Answered("working orders", follower.ReadOnce, token), cancellationToken);
        loops.Every("the broker's clock", TimePause, TimeProvider.System, token => Answered("clock and calendar", time.Check, token), cancellationToken);
    }

    /// <summary>A broker that does not answer is asked again at the next time: asking more often would take from the budget that exits need.</summary>
    private async Task Answered(string what, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await ask(cancellationToken);
        }
        catch (BrokerException e)
        {
            log.NotAnswered(what, e.Message);
        }
    }
}
