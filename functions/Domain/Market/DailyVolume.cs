using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Market;

/// <summary>What is known of the shares traded a day.</summary>
/// <param name="Average">Shares a session, over the newest sessions that are known.</param>
/// <param name="Sessions">Sessions that it averages.</param>
/// <param name="Newest">The newest of them; null where there are none.</param>
/// <param name="IsCurrent">Whether that is the last session that has closed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DailyVolume(decimal Average, int Sessions, DateOnly? Newest, bool IsCurrent)
{
    /// <summary>Sessions that an average needs.</summary>
    public const int Warmup = 20;

    /// <summary>How far back an average may look for them: a symbol does not trade on every day.</summary>
    public const int Reach = 30;

    /// <summary>The average; null while there are too few sessions, or the newest is not the last.</summary>
    public decimal? Usable => Sessions >= Warmup && IsCurrent ? Average : null;

    /// <summary>Averages the newest sessions that have closed. Bars of a session add up: they may be minutes or days.</summary>
    /// <param name="bars">Of one symbol, oldest first, back to <see cref="FirstUtc"/> or as far as there are any.</param>
    public static DailyVolume Of(BarWindow bars, DateTime nowUtc)
    {
        double total = 0;
        var sessions = 0;
        DateOnly? newest = null, current = null;
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            var date = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(bars[i].StartUtc));
            if (date != current)
            {
                if (ExchangeCalendar.SessionOn(date) is not { } session || session.CloseUtc > nowUtc)
                {
                    continue;
                }

                if (sessions == Warmup)
                {
                    break;
                }

                (current, newest, sessions) = (date, newest ?? date, sessions + 1);
            }

            total += bars[i].Volume;
        }

        return new DailyVolume(sessions == 0 ? 0m : Math.Round((decimal)(total / sessions), 2), sessions, newest, newest == LastClosed(nowUtc).Date);
    }

    /// <summary>From when on bars are looked at.</summary>
    public static DateTime FirstUtc(DateTime nowUtc)
    {
        var session = LastClosed(nowUtc);
        for (var i = 1; i < Reach; i++)
        {
            session = ExchangeCalendar.PreviousSession(session.Date);
        }

        return session.OpenUtc;
    }

    /// <summary>The last session that has closed.</summary>
    public static Session LastClosed(DateTime nowUtc) => ExchangeCalendar.PreviousSession(ExchangeCalendar.SessionAtOrAfter(nowUtc).Date);
}
