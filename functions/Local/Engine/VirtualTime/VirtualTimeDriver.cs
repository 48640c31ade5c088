namespace TradingFunctions.Local.Engine.VirtualTime;

/// <summary>How far a run of virtual time has come.</summary>
public sealed record VirtualProgress(DateTime NowUtc, EngineCounters Counters);

/// <summary>
/// Runs an engine and the participants through virtual time: every instant to its fix-point, then straight to the next moment at which
/// something is due.
/// </summary>
public sealed class VirtualTimeDriver(EmbeddedEngine engine, IReadOnlyList<IVirtualTimeParticipant> participants)
{
    private readonly VirtualDispatcher dispatcher = engine.Dispatcher as VirtualDispatcher
        ?? throw new ArgumentException("The engine is not on a virtual clock.", nameof(engine));

    private readonly SemaphoreSlim released = new(0);
    private int holds;

    /// <summary>Keeps the clock where it is while work from outside, such as an HTTP request, is under way.</summary>
    /// <returns>Dispose it when all consequences have been handed to the engine.</returns>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref holds);
        return new Release(this);
    }

    /// <summary>
    /// Runs until a moment, which becomes the committed time. After an exception or a cancellation the engine can still be read; to go on it is
    /// opened again.
    /// </summary>
    /// <exception cref="VirtualTimeStuckException">Instances wait that nothing will wake, or an instant does not end.</exception>
    public Task Run(DateTime untilUtc, IProgress<VirtualProgress>? progress, CancellationToken cancellationToken) =>
        // On a pool thread: a caller's synchronisation context has no part in it.
        Task.Run(() => RunInstants(untilUtc, progress, cancellationToken), cancellationToken);

    private async Task RunInstants(DateTime untilUtc, IProgress<VirtualProgress>? progress, CancellationToken cancellationToken)
    {
        dispatcher.BeginDriving();
        try
        {
            while (true)
            {
                var nowUtc = dispatcher.Clock.NowUtc;
                await RunInstant(nowUtc, cancellationToken);
                progress?.Report(new(nowUtc, engine.Counters));
                if (await WaitForHolds(cancellationToken))
                    continue;
                var next = NextDue(nowUtc);
                if (next is null)
                    dispatcher.ThrowIfWaiting(nowUtc);
                if (next is null || next > untilUtc)
                    break;
                dispatcher.Clock.AdvanceTo(next.Value);
                dispatcher.Hit(Failpoint.AfterClockJump);
            }

            if (untilUtc > dispatcher.Clock.NowUtc)
                dispatcher.Clock.AdvanceTo(untilUtc);
            dispatcher.CommitClock(dispatcher.Clock.NowUtc);
        }
        catch
        {
            dispatcher.Abandon();
            throw;
        }
        finally
        {
            dispatcher.EndDriving();
        }
    }

    private async ValueTask RunInstant(DateTime nowUtc, CancellationToken cancellationToken)
    {
        do
        {
            foreach (var participant in participants)
            {
                if (participant.NextDue(nowUtc) <= nowUtc)
                    await participant.Advance(nowUtc, cancellationToken);
            }

            dispatcher.CountWave(nowUtc, () => "a participant stays due.");
            await dispatcher.RunToFixPoint(nowUtc, cancellationToken);
        }
        while (participants.Any(participant => participant.NextDue(nowUtc) <= nowUtc));
    }

    /// <returns>Whether anything had to be waited for.</returns>
    private async ValueTask<bool> WaitForHolds(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref holds) == 0)
            return false;
        while (Volatile.Read(ref holds) > 0)
            await released.WaitAsync(cancellationToken);
        return true;
    }

    private DateTime? NextDue(DateTime nowUtc)
    {
        var next = Earlier(dispatcher.Timers.NextDue, dispatcher.Clock.NextTimer());
        foreach (var participant in participants)
            next = Earlier(next, participant.NextDue(nowUtc));
        return next;
    }

    private static DateTime? Earlier(DateTime? left, DateTime? right) => left is null || right < left ? right ?? left : left;

    private sealed class Release(VirtualTimeDriver driver) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 1)
                return;
            Interlocked.Decrement(ref driver.holds);
            driver.released.Release();
        }
    }
}
