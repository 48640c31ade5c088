using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Infra.Simulation.Clocks;

/// <summary>Market time at the wall's pace without the hours in which nothing happens: a session, its end of day, the next session.</summary>
/// <remarks>
/// For an engine whose timers go by the wall's clock. Market time is a pure function of the wall's time and of when the simulation began, so that it needs no
/// state, is the same in every process, and gives an orchestration at its replay what its history gave it first.
/// </remarks>
/// <param name="beganUtc">The wall's time at the first start; it must stay the same over restarts.</param>
/// <param name="firstSession">The session that it began in, <see cref="FirstMinutes"/> after the open.</param>
/// <param name="wall">The wall's clock.</param>
public sealed class SessionClock(DateTime beganUtc, DateOnly firstSession, TimeProvider wall) : TimeProvider, IMarketTime
{
    /// <summary>A minute before the default scan.</summary>
    public static readonly TimeSpan FirstMinutes = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan BeforeOpen = TimeSpan.FromMinutes(5);

    /// <summary>Orders that expire with the session, monitors that end with it, and their grace.</summary>
    private static readonly TimeSpan AfterClose = TimeSpan.FromMinutes(10);

    private static readonly TimeOnly EndOfDay = new(16, 59);

    private static readonly TimeSpan EndOfDayLasts = TimeSpan.FromMinutes(6);

    private readonly Lock gate = new();

    private readonly List<Stretch> stretches = [First(beganUtc, firstSession)];

    public override DateTimeOffset GetUtcNow() => new(ToMarket(wall.GetUtcNow().UtcDateTime));

    public DateTime ToMarket(DateTime engineUtc)
    {
        var stretch = Last(candidate => candidate.FromEngineUtc <= engineUtc, engineUtc, DateTime.MaxValue);
        return stretch.FromUtc + (engineUtc - stretch.FromEngineUtc);
    }

    public DateTime ToEngine(DateTime marketUtc)
    {
        var stretch = Last(candidate => candidate.FromUtc <= marketUtc, DateTime.MaxValue, marketUtc);
        var into = marketUtc - stretch.FromUtc;
        // A moment that is left out has come when the next stretch begins.
        return stretch.FromEngineUtc + (into < stretch.Length ? into : stretch.Length);
    }

    private static Stretch First(DateTime beganUtc, DateOnly date)
    {
        var session = ExchangeCalendar.SessionOn(date) ?? throw new ArgumentException($"{date} has no session.", nameof(date));
        var from = session.OpenUtc + FirstMinutes;
        return new Stretch(date, IsSession: true, from, session.CloseUtc + AfterClose - from, beganUtc);
    }

    private Stretch Last(Func<Stretch, bool> hasBegun, DateTime engineUtc, DateTime marketUtc)
    {
        lock (gate)
        {
            while (stretches[^1] is var end && end.FromEngineUtc <= engineUtc && end.FromUtc <= marketUtc)
            {
                stretches.Add(Next(end));
            }

            var index = stretches.FindLastIndex(stretch => hasBegun(stretch));
            return stretches[Math.Max(index, 0)];
        }
    }

    private static Stretch Next(Stretch before)
    {
        var engineUtc = before.FromEngineUtc + before.Length;
        if (before.IsSession)
        {
            return new Stretch(before.Date, IsSession: false, ExchangeCalendar.ToUtc(before.Date, EndOfDay), EndOfDayLasts, engineUtc);
        }

        var session = ExchangeCalendar.NextSession(before.Date);
        var from = session.OpenUtc - BeforeOpen;
        return new Stretch(session.Date, IsSession: true, from, session.CloseUtc + AfterClose - from, engineUtc);
    }

    /// <summary>Market time that is lived through.</summary>
    private sealed record Stretch(DateOnly Date, bool IsSession, DateTime FromUtc, TimeSpan Length, DateTime FromEngineUtc);
}
