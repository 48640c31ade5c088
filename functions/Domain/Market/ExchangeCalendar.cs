namespace TradingFunctions.Domain.Market;

/// <summary>Regular sessions of the New York exchanges from 1990 to 2030, with holidays, half days and daylight saving. All calls are table look-ups.</summary>
/// <remarks>Every member throws <see cref="ArgumentOutOfRangeException"/> for a time outside those years, and <see cref="ArgumentException"/> for one that is not UTC.</remarks>
public static class ExchangeCalendar
{
    public const int FirstYear = 1990;

    public const int LastYear = 2030;

    private static readonly TimeOnly OpenTime = new(9, 30);
    private static readonly TimeOnly CloseTime = new(16, 0);
    private static readonly int FirstDay = new DateOnly(FirstYear, 1, 1).DayNumber;
    private static readonly int LastDay = new DateOnly(LastYear, 12, 31).DayNumber;
    private static readonly Session[] Sessions = BuildSessions();
    private static readonly int[] AtOrAfter = BuildIndex(); // day -> first session of that day or later
    private static readonly long[] OpenTicksBefore = BuildOpenTicks();

    /// <summary>The session of a New York date; null on a day without one.</summary>
    public static Session? SessionOn(DateOnly date)
    {
        var index = AtOrAfter[DayOf(date)];
        return index < Sessions.Length && Sessions[index].Date == date ? Sessions[index] : null;
    }

    /// <summary>The session that is open at this moment, else the next one.</summary>
    public static Session SessionAtOrAfter(DateTime utc) => At(IndexAtOrAfter(utc), utc);

    /// <summary>The session that is open at this moment, null outside sessions.</summary>
    public static Session? OpenSession(DateTime utc)
    {
        var index = IndexAtOrAfter(utc);
        return index < Sessions.Length && Sessions[index].OpenUtc <= utc ? Sessions[index] : null;
    }

    /// <summary>The first session after this date.</summary>
    public static Session NextSession(DateOnly date)
    {
        var day = DayOf(date) + 1;
        return At(day < AtOrAfter.Length ? AtOrAfter[day] : Sessions.Length, date);
    }

    /// <summary>The last session before this date.</summary>
    public static Session PreviousSession(DateOnly date) => At(AtOrAfter[DayOf(date)] - 1, date);

    /// <summary>Whether a session is open: from its open, up to but not at its close.</summary>
    public static bool IsOpen(DateTime utc) => OpenSession(utc) is not null;

    /// <summary>How long sessions were open between two moments; negative where <paramref name="toUtc"/> is the earlier.</summary>
    public static TimeSpan OpenTimeBetween(DateTime fromUtc, DateTime toUtc) => new(OpenTicksUpTo(toUtc) - OpenTicksUpTo(fromUtc));

    /// <summary>New York local time, of unspecified kind.</summary>
    public static DateTime ToNewYork(DateTime utc)
    {
        DayOf(utc);
        return NewYorkTime.FromUtc(utc);
    }

    /// <summary>The UTC moment of a New York local time. Of the hour that comes twice in autumn the first is meant; one that is skipped in spring is read as standard time.</summary>
    public static DateTime ToUtc(DateOnly date, TimeOnly newYork)
    {
        DayOf(date);
        return NewYorkTime.ToUtc(date.ToDateTime(newYork));
    }

    private static int IndexAtOrAfter(DateTime utc)
    {
        // A session opens and closes on one UTC date, which is its New York date.
        var index = AtOrAfter[Math.Min(DayOf(utc), AtOrAfter.Length - 1)];
        return index < Sessions.Length && Sessions[index].CloseUtc <= utc ? index + 1 : index;
    }

    private static long OpenTicksUpTo(DateTime utc)
    {
        var index = IndexAtOrAfter(utc);
        var inSession = index < Sessions.Length ? utc.Ticks - Sessions[index].OpenUtc.Ticks : 0;
        return OpenTicksBefore[index] + Math.Max(0, inSession);
    }

    private static int DayOf(DateOnly date) => date.DayNumber >= FirstDay && date.DayNumber <= LastDay
        ? date.DayNumber - FirstDay
        : throw OutOfRange(nameof(date), date);

    // The evening of the last New York day is already the next UTC day.
    private static int DayOf(DateTime utc)
    {
        if (utc.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException($"The exchange calendar takes UTC, not a time of kind {utc.Kind}.", nameof(utc));
        }

        var day = (int)(utc.Ticks / TimeSpan.TicksPerDay);
        return day >= FirstDay && (day <= LastDay || day == LastDay + 1 && utc.Hour < 5) ? day - FirstDay : throw OutOfRange(nameof(utc), utc);
    }

    private static Session At<T>(int index, T asked) where T : struct =>
        index >= 0 && index < Sessions.Length ? Sessions[index] : throw OutOfRange(nameof(asked), asked);

    private static ArgumentOutOfRangeException OutOfRange(string parameter, object value) =>
        new(parameter, value, $"The exchange calendar knows {FirstYear} to {LastYear}.");

    private static Session[] BuildSessions()
    {
        var sessions = new List<Session>();
        for (var day = FirstDay; day <= LastDay; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            if (!ExchangeHolidays.IsClosed(date))
            {
                var early = ExchangeHolidays.EarlyClose(date);
                sessions.Add(new Session(
                    date,
                    NewYorkTime.ToUtc(date.ToDateTime(OpenTime)),
                    NewYorkTime.ToUtc(date.ToDateTime(early ?? CloseTime)),
                    early is not null));
            }
        }

        return [.. sessions];
    }

    private static int[] BuildIndex()
    {
        var index = new int[LastDay - FirstDay + 1];
        var next = 0;
        for (var i = 0; i < index.Length; i++)
        {
            while (next < Sessions.Length && Sessions[next].Date.DayNumber < FirstDay + i)
            {
                next++;
            }

            index[i] = next;
        }

        return index;
    }

    private static long[] BuildOpenTicks()
    {
        var before = new long[Sessions.Length + 1];
        for (var i = 0; i < Sessions.Length; i++)
        {
            before[i + 1] = before[i] + (Sessions[i].CloseUtc - Sessions[i].OpenUtc).Ticks;
        }

        return before;
    }
}
