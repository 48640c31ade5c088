using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Day;

namespace TradingFunctions.Api.Summaries;

/// <summary>What trading days, weeks and months came to.</summary>
public static class SummaryEndpoints
{
    /// <summary>Instead of a date: the newest.</summary>
    public const string Latest = "latest";

    /// <summary>Days of a month, or of any stretch of time, oldest first.</summary>
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var (month, from, to) = (Dates.Month(query, "month"), Dates.Day(query, "from"), Dates.Day(query, "to"));
        if (month is not null && (from ?? to) is not null)
        {
            query.Reject("?month", "CONTRADICTION", "Cannot be given together with from or to.");
        }

        if (from > to)
        {
            query.Reject("?from", "RANGE", "Must not be after to.");
        }

        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var newest = month ?? to ?? Today(http);
        var first = month ?? from ?? new DateOnly(newest.Year, newest.Month, 1);
        var last = month?.AddMonths(1).AddDays(-1) ?? newest;
        var days = await Reports(http).List(first, last, http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<SummaryLine>([.. days.Select(SummaryLine.Of)]), ApiJson.Default.ListAnswerSummaryLine);
    }

    public static async Task Show(HttpContext http)
    {
        if (await Date(http) is not { } date)
        {
            return;
        }

        var reports = Reports(http);
        var isLatest = string.Equals(http.Request.RouteValues["date"] as string, Latest, StringComparison.Ordinal);
        var day = isLatest ? await reports.Latest(date, http.RequestAborted) : await reports.Day(date, http.RequestAborted);
        await (day is null ? NotFound(http, isLatest ? "No day has been closed yet." : Explain(http, date)) : Answer.Ok(http, DaySummary.Of(day), ApiJson.Default.DaySummary));
    }

    public static Task Week(HttpContext http) => Period(http, PeriodKind.Week);

    public static Task Month(HttpContext http) => Period(http, PeriodKind.Month);

    private static async Task Period(HttpContext http, PeriodKind kind)
    {
        if (await Date(http) is not { } date)
        {
            return;
        }

        await (await Reports(http).Period(kind, date, http.RequestAborted) is { } period
            ? Answer.Ok(http, PeriodSummary.Of(period.Report, period.IsOver), ApiJson.Default.PeriodSummary)
            : NotFound(http, $"No day of the {(kind == PeriodKind.Week ? "week" : "month")} of {date:yyyy-MM-dd} has been closed."));
    }

    private static string Explain(HttpContext http, DateOnly date) =>
        ExchangeCalendar.SessionOn(date) is null ? $"There is no session on {date:yyyy-MM-dd}."
        : date >= Today(http) ? $"{date:yyyy-MM-dd} has not been closed yet: that happens at 17:00 New York."
        : $"There is no record of {date:yyyy-MM-dd}.";

    private static Task NotFound(HttpContext http, string what) => Problems.NotFound(http, what);

    private static async ValueTask<DateOnly?> Date(HttpContext http)
    {
        var query = new QueryReader(http);
        var text = http.Request.RouteValues["date"] as string;
        var date = string.Equals(text, Latest, StringComparison.Ordinal) ? Today(http) : Dates.Parse(query, "date", text);
        if (query.IsValid())
        {
            return date;
        }

        await query.Refuse();
        return null;
    }

    private static DateOnly Today(HttpContext http) =>
        DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));

    private static DayReports Reports(HttpContext http) => http.RequestServices.GetRequiredService<DayReports>();
}
