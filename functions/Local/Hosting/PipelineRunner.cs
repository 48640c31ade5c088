using TradingFunctions.Hosting;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Hosting.Venues;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Trading.Watching;

namespace TradingFunctions.Local.Hosting;

/// <summary>Starts the pipeline in the order that keeps money safe, and keeps it going: books, reconciliation, then the engine.</summary>
internal sealed class PipelineRunner(
    TradingStart start,
    IntentSweeper sweeper,
    TradingControl control,
    ManualLocks locks,
    TradingWatch watch,
    UnfilledOrders unfilled,
    WatchOptions watching,
    EmbeddedEngine engine,
    IVenue venue,
    IVenueLoops venueLoops,
    HostDuties duties,
    HostReadiness readiness,
    IHostApplicationLifetime lifetime,
    ILogger<PipelineRunner> log) : BackgroundService
{
    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LocksPause = TimeSpan.FromSeconds(2);

    /// <summary>How often is looked for orders that work too long.</summary>
    private static readonly TimeSpan UnfilledPause = TimeSpan.FromSeconds(2);

    /// <summary>On the market's clock; well within the life of a reconciliation.</summary>
    private static readonly TimeSpan ReconcilePause = TimeSpan.FromMinutes(30);

    /// <summary>Set when the host had to stop.</summary>
    public Exception? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Kestrel comes up meanwhile and says what is not ready yet.
        await Task.Yield();
        var loops = new HostLoops(log);
        try
        {
            await Start(stoppingToken);
            venueLoops.Begin(loops, stoppingToken);
            loops.Every("sweeper", SweepPause, TimeProvider.System, async token => await sweeper.SweepOnce(token), stoppingToken);
            loops.Every("trading state", TradingControl.Step, TimeProvider.System, control.Enforce, stoppingToken);
            loops.Every("trading watch", watching.Interval, TimeProvider.System, watch.LookOnce, stoppingToken);
            loops.Every("unfilled orders", UnfilledPause, TimeProvider.System, async token => await unfilled.LookOnce(token), stoppingToken);
            loops.Every("expired locks", LocksPause, TimeProvider.System, locks.CleanUp, stoppingToken);
            loops.Every("reconciliation", ReconcilePause, venue.Clock, Reconcile, stoppingToken);
            duties.Begin(loops, stoppingToken);
            await engine.Completion.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An orderly end.
        }
        catch (Exception e)
        {
            Failure = e;
            log.LoopEnded("The engine", e.Message, e);
            lifetime.StopApplication();
        }

        await loops.Ended();

        // While the services that its activities use are still there: a provider counts as disposed before what it made is.
        await engine.DisposeAsync();
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        await start.OpenBooks(cancellationToken);
        await venueLoops.Prepare(cancellationToken);
        await start.ReconcileUntilPassed(cancellationToken);
        engine.StartDispatching();
        readiness.EngineStarted();
    }

    private async Task Reconcile(CancellationToken cancellationToken) => await start.Reconcile(cancellationToken);
}
