namespace TradingFunctions.Domain.Market;

/// <summary>Days on which the New York Stock Exchange is closed or closes early, 1990 to 2030: NYSE rule 7.2 and the exchange's notices.</summary>
/// <remarks>Closings that nobody could know in the morning (snow, circuit breakers) and late openings are left out.</remarks>
internal static class ExchangeHolidays
{
    private static readonly TimeOnly OnePm = new(13, 0);
    private static readonly TimeOnly TwoPm = new(14, 0);

    private static readonly HashSet<DateOnly> OneOffClosings =
    [
        new(1994, 4, 27), // funeral of Richard Nixon
        new(2001, 9, 11), new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14), // the attacks of September 11
        new(2004, 6, 11), // funeral of Ronald Reagan
        new(2007, 1, 2), // mourning for Gerald Ford
        new(2012, 10, 29), new(2012, 10, 30), // Hurricane Sandy
        new(2018, 12, 5), // mourning for George H. W. Bush
        new(2025, 1, 9), // mourning for Jimmy Carter
    ];

    private static readonly HashSet<DateOnly> OneOffEarlyCloses = [new(1997, 12, 26), new(1999, 12, 31), new(2003, 12, 26)];

    public static bool IsClosed(DateOnly date) =>
        date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsHoliday(date) || OneOffClosings.Contains(date);

    /// <summary>When a trading day closes early, New York time; null when it does not.</summary>
    public static TimeOnly? EarlyClose(DateOnly date)
    {
        if (IsDayAfterThanksgiving(date) && date.Year >= 1992 || date is { Month: 12, Day: 24 })
        {
            return date.Year < 1993 ? TwoPm : OnePm;
        }

        return IsAroundIndependenceDay(date) || OneOffEarlyCloses.Contains(date) ? OnePm : null;
    }

    private static bool IsHoliday(DateOnly date)
    {
        var year = date.Year;
        return date.Month switch
        {
            // A Saturday's New Year is not made up for: the last day of a year's books is a trading day.
            1 => date == NewYear(year) || year >= 1998 && date == CalendarMath.NthWeekday(year, 1, DayOfWeek.Monday, 3),
            2 => date == CalendarMath.NthWeekday(year, 2, DayOfWeek.Monday, 3),
            3 or 4 => date == CalendarMath.Easter(year).AddDays(-2),
            5 => date == CalendarMath.LastWeekday(year, 5, DayOfWeek.Monday),
            6 => year >= 2022 && date == Observed(new DateOnly(year, 6, 19)),
            7 => date == Observed(new DateOnly(year, 7, 4)),
            9 => date == CalendarMath.NthWeekday(year, 9, DayOfWeek.Monday, 1),
            11 => date == Thanksgiving(year),
            12 => date == Observed(new DateOnly(year, 12, 25)),
            _ => false,
        };
    }

    private static DateOnly NewYear(int year)
    {
        var day = new DateOnly(year, 1, 1);
        return day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day;
    }

    private static DateOnly Observed(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly Thanksgiving(int year) => CalendarMath.NthWeekday(year, 11, DayOfWeek.Thursday, 4);

    private static bool IsDayAfterThanksgiving(DateOnly date) => date.Month == 11 && date == Thanksgiving(date.Year).AddDays(1);

    /// <summary>From 1995 the day before a Tuesday, Wednesday or Friday; around a Thursday the Friday after, from 2013 the Wednesday before.</summary>
    private static bool IsAroundIndependenceDay(DateOnly date) => date switch
    {
        { Year: < 1995 } => false,
        { Month: 7, Day: 3, DayOfWeek: DayOfWeek.Monday or DayOfWeek.Tuesday or DayOfWeek.Thursday } => true,
        { Month: 7, Day: 3, DayOfWeek: DayOfWeek.Wednesday } => date.Year >= 2013,
        { Month: 7, Day: 5, DayOfWeek: DayOfWeek.Friday } => date.Year < 2013,
        _ => false,
    };
}
