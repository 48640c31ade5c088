namespace TradingFunctions.Local.Engine.VirtualTime;

/// <summary>
/// Something beside the engine that acts at moments of virtual time: market and exchange, order events, cron triggers, queue. Called in the order
/// of registration at the start of every instant, and again until none is due and the engine has no work left.
/// </summary>
public interface IVirtualTimeParticipant
{
    /// <summary>When it next has something to do; null when nothing is planned. Not later than <paramref name="nowUtc"/> means now.</summary>
    DateTime? NextDue(DateTime nowUtc);

    /// <summary>
    /// Does what is due. After a crash it is called again for an instant that was not committed: calling it twice must change nothing.
    /// </summary>
    ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken);
}
