using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Simulation.Clocks;

/// <summary>Skips what nobody wants to wait for: the time between the end of a day's processing and shortly before the next open.</summary>
public static class ClosedHours
{
    /// <summary>Left after the close: end-of-day processing runs at 17:00 New York, later than that after a half day.</summary>
    private static readonly TimeSpan AfterClose = TimeSpan.FromMinutes(75);

    private static readonly TimeSpan BeforeOpen = TimeSpan.FromMinutes(2);

    /// <summary>Where to jump to; null while the time is worth living through.</summary>
    public static DateTime? JumpFrom(DateTime nowUtc)
    {
        var next = ExchangeCalendar.SessionAtOrAfter(nowUtc);
        if (nowUtc >= next.OpenUtc - BeforeOpen)
        {
            return null;
        }

        var before = ExchangeCalendar.PreviousSession(next.Date);
        return nowUtc < before.CloseUtc + AfterClose ? null : next.OpenUtc - BeforeOpen;
    }

    /// <summary>Jumps whenever there is something to skip, until cancelled.</summary>
    public static async Task Skip(AcceleratedClock clock, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (JumpFrom(clock.NowUtc) is { } next)
            {
                clock.JumpTo(next);
            }
        }
    }
}
