namespace TradingFunctions.Pipeline.Ports;

/// <param name="NowUtc">The broker's time.</param>
/// <param name="NextOpenUtc">The next opening after now.</param>
/// <param name="NextCloseUtc">The next close after now.</param>
public sealed record BrokerClock(DateTime NowUtc, bool IsOpen, DateTime NextOpenUtc, DateTime NextCloseUtc);

/// <param name="Date">New York's.</param>
public sealed record BrokerSession(DateOnly Date, DateTime OpenUtc, DateTime CloseUtc);

/// <summary>When the broker says that the market is open: what the host's own calendar is held against.</summary>
public interface IBrokerCalendar
{
    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<BrokerClock> GetClock(CancellationToken cancellationToken);

    /// <summary>Regular sessions of these days, half days with their early close, oldest first.</summary>
    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<IReadOnlyList<BrokerSession>> ListSessions(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
