using System.Globalization;
using TradingFunctions.AlpacaStub.Wire;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>Clock and calendar of the New York exchanges.</summary>
internal static class Calendars
{
    public static StubAnswer Clock(DateTime nowUtc)
    {
        var session = ExchangeCalendar.SessionAtOrAfter(nowUtc);
        var isOpen = ExchangeCalendar.IsOpen(nowUtc);
        var nextOpen = isOpen ? ExchangeCalendar.NextSession(session.Date).OpenUtc : session.OpenUtc;
        return StubAnswer.Ok(new ClockBody(NewYork(nowUtc), isOpen, NewYork(nextOpen), NewYork(session.CloseUtc)), AlpacaJson.Default.ClockBody);
    }

    /// <param name="start">yyyy-MM-dd; without one, today.</param>
    /// <param name="end">The last day; without one, a month later.</param>
    public static StubAnswer Days(string? start, string? end, DateTime nowUtc)
    {
        var first = start is null ? DateOnly.FromDateTime(nowUtc) : DateOnly.Parse(start, CultureInfo.InvariantCulture);
        var last = end is null ? first.AddMonths(1) : DateOnly.Parse(end, CultureInfo.InvariantCulture);
        var days = new List<CalendarBody>();
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (ExchangeCalendar.SessionOn(date) is { } session)
            {
                days.Add(new CalendarBody(
                    Date(date), "09:30", session.IsHalfDay ? "13:00" : "16:00", "0400", session.IsHalfDay ? "1700" : "2000", Date(ExchangeCalendar.NextSession(date).Date)));
            }
        }

        return StubAnswer.Ok([.. days], AlpacaJson.Default.CalendarBodyArray);
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string NewYork(DateTime utc)
    {
        var local = ExchangeCalendar.ToNewYork(utc);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), local - utc).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
    }
}
