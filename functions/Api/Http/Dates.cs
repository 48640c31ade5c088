using System.Globalization;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Api.Http;

/// <summary>Dates of addresses.</summary>
internal static class Dates
{
    public static DateOnly? Day(QueryReader query, string name) => query.Text(name) is { } text ? Parse(query, "?" + name, text) : null;

    public static DateOnly? Month(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (IsDate(text + "-01", out var month))
        {
            return month;
        }

        query.Reject("?" + name, "FORMAT", "Must be a month like 2024-03.");
        return null;
    }

    public static DateOnly? Parse(QueryReader query, string field, string? text)
    {
        if (IsDate(text, out var date))
        {
            return date;
        }

        query.Reject(field, "FORMAT", $"Must be a date like 2024-03-06, from {ExchangeCalendar.FirstYear} to {ExchangeCalendar.LastYear}.");
        return null;
    }

    /// <summary>A moment, RFC 3339; null where left out.</summary>
    public static DateTime? Moment(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment.UtcDateTime;
        }

        query.Reject("?" + name, "FORMAT", "Must be a time like 2024-03-06T14:30:00Z.");
        return null;
    }

    private static bool IsDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date.Year is >= ExchangeCalendar.FirstYear and <= ExchangeCalendar.LastYear;
}
