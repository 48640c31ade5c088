using TradingFunctions.Domain.Market;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Weeks, Monday to Sunday, and calendar months.</summary>
public static class Periods
{
    public static DateOnly FirstDay(PeriodKind kind, DateOnly date) => kind switch
    {
        PeriodKind.Week => date.AddDays(-(((int)date.DayOfWeek + 6) % 7)),
        PeriodKind.Month => new DateOnly(date.Year, date.Month, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown period."),
    };

    public static DateOnly LastDay(PeriodKind kind, DateOnly date) =>
        kind == PeriodKind.Week ? FirstDay(kind, date).AddDays(6) : FirstDay(kind, date).AddMonths(1).AddDays(-1);

    /// <summary>Whether no session of the same period follows.</summary>
    public static bool IsOver(PeriodKind kind, DateOnly session) => ExchangeCalendar.NextSession(session).Date > LastDay(kind, session);
}
