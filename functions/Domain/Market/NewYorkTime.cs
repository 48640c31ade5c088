namespace TradingFunctions.Domain.Market;

/// <summary>Eastern time by its own rules, so that the machine's zone data cannot change a decision. 1990 to 2030 and a few hours around.</summary>
/// <remarks>
/// Daylight saving by the Uniform Time Act as amended: from 1987 first Sunday of April to last Sunday of October (Pub. L. 99-359); from 2007
/// second Sunday of March to first Sunday of November (Pub. L. 109-58). It changes at 02:00 local time.
/// </remarks>
internal static class NewYorkTime
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(-5);
    private static readonly TimeSpan Daylight = TimeSpan.FromHours(-4);
    private static readonly (long StartTicks, long EndTicks)[] DaylightByYear = BuildTable();

    public static DateTime FromUtc(DateTime utc) => DateTime.SpecifyKind(utc + OffsetAt(utc), DateTimeKind.Unspecified);

    /// <summary>In the hour that comes twice the first one counts; a time that is skipped is read as standard time.</summary>
    public static DateTime ToUtc(DateTime local)
    {
        var asDaylight = DateTime.SpecifyKind(local - Daylight, DateTimeKind.Utc);
        return OffsetAt(asDaylight) == Daylight ? asDaylight : DateTime.SpecifyKind(local - Standard, DateTimeKind.Utc);
    }

    private static TimeSpan OffsetAt(DateTime utc)
    {
        var (start, end) = DaylightByYear[Math.Clamp(utc.Year - ExchangeCalendar.FirstYear, 0, DaylightByYear.Length - 1)];
        return utc.Ticks >= start && utc.Ticks < end ? Daylight : Standard;
    }

    private static (long StartTicks, long EndTicks)[] BuildTable()
    {
        var table = new (long, long)[ExchangeCalendar.LastYear - ExchangeCalendar.FirstYear + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var year = ExchangeCalendar.FirstYear + i;
            var (first, last) = year < 2007
                ? (CalendarMath.NthWeekday(year, 4, DayOfWeek.Sunday, 1), CalendarMath.LastWeekday(year, 10, DayOfWeek.Sunday))
                : (CalendarMath.NthWeekday(year, 3, DayOfWeek.Sunday, 2), CalendarMath.NthWeekday(year, 11, DayOfWeek.Sunday, 1));
            var twoOClock = new TimeOnly(2, 0);
            table[i] = ((first.ToDateTime(twoOClock) - Standard).Ticks, (last.ToDateTime(twoOClock) - Daylight).Ticks);
        }

        return table;
    }
}
