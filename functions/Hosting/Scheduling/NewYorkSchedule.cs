using NCrontab;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Hosting.Scheduling;

/// <summary>A six-field NCRONTAB expression (second minute hour day month weekday) in New York time.</summary>
/// <remarks>
/// At a change of daylight saving a fixed time fires once: one that is skipped fires an hour later on the wall, of one that comes twice the first counts.
/// A schedule of every hour, or of hours in steps, goes by elapsed time instead: it fires in both of the hours that are called the same.
/// </remarks>
public sealed class NewYorkSchedule
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly CrontabSchedule schedule;
    private readonly bool isHourly;

    private NewYorkSchedule(string expression, CrontabSchedule schedule)
    {
        Expression = expression;
        this.schedule = schedule;
        var hours = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[2];
        isHourly = hours.StartsWith('*');
    }

    public string Expression { get; }

    /// <exception cref="FormatException">Not a six-field expression; the message says what is wrong.</exception>
    public static NewYorkSchedule Parse(string expression)
    {
        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields != 6)
            throw new FormatException($"'{expression}' has {fields} fields; a schedule has six: second minute hour day month weekday.");
        try
        {
            return new NewYorkSchedule(expression, CrontabSchedule.Parse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true }));
        }
        catch (CrontabException e)
        {
            throw new FormatException($"'{expression}' is not a schedule: {e.Message}", e);
        }
    }

    /// <summary>The next time after a moment; null when there is none before the calendar ends with 2030.</summary>
    public DateTime? Next(DateTime afterUtc) => isHourly ? NextByElapsedTime(afterUtc) : NextByWallTime(afterUtc);

    /// <summary>The last time in (after, to]; null when there is none.</summary>
    public DateTime? Last(DateTime afterUtc, DateTime toUtc)
    {
        // Looked for in growing stretches back from the end: a long downtime of a schedule of seconds has millions of times.
        for (var stretch = Hour; ; stretch *= 24)
        {
            var from = toUtc - afterUtc > stretch ? toUtc - stretch : afterUtc;
            if (LastOf(from, toUtc) is { } last)
                return last;
            if (from == afterUtc)
                return null;
        }
    }

    private DateTime? LastOf(DateTime fromUtc, DateTime toUtc)
    {
        DateTime? last = null;
        for (var next = Next(fromUtc); next <= toUtc; next = Next(next.Value))
            last = next;
        return last;
    }

    private DateTime? NextByWallTime(DateTime afterUtc)
    {
        var local = ExchangeCalendar.ToNewYork(afterUtc);
        while (NextLocal(local) is { } candidate)
        {
            var utc = ExchangeCalendar.ToUtc(DateOnly.FromDateTime(candidate), TimeOnly.FromDateTime(candidate));
            if (utc > afterUtc)
                return utc;
            local = candidate;
        }

        return null;
    }

    private DateTime? NextByElapsedTime(DateTime afterUtc)
    {
        var offset = OffsetAt(afterUtc);
        if (NextLocal(Shift(afterUtc, offset)) is not { } candidate)
            return null;
        var utc = DateTime.SpecifyKind(candidate - offset, DateTimeKind.Utc);
        if (ChangeBetween(afterUtc, utc) is not { } change)
            return utc;
        // The clocks change in between, so the candidate was read off the wrong clock: go on from the change. One tick less, so that it counts itself.
        var newOffset = OffsetAt(change);
        return NextLocal(Shift(change, newOffset).AddTicks(-1)) is { } next ? DateTime.SpecifyKind(next - newOffset, DateTimeKind.Utc) : null;
    }

    /// <summary>The first change of the clocks in (from, to]; they change at full hours.</summary>
    private static DateTime? ChangeBetween(DateTime fromUtc, DateTime toUtc)
    {
        var offset = OffsetAt(fromUtc);
        for (var hour = new DateTime(fromUtc.Ticks - fromUtc.Ticks % Hour.Ticks + Hour.Ticks, DateTimeKind.Utc); hour <= toUtc; hour += Hour)
        {
            if (OffsetAt(hour) != offset)
                return hour;
        }

        return null;
    }

    private DateTime? NextLocal(DateTime local)
    {
        var end = new DateTime(ExchangeCalendar.LastYear, 12, 31, 0, 0, 0, DateTimeKind.Unspecified);
        var next = schedule.GetNextOccurrence(local, end);
        return next < end ? next : null;
    }

    private static TimeSpan OffsetAt(DateTime utc) => ExchangeCalendar.ToNewYork(utc) - DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);

    private static DateTime Shift(DateTime utc, TimeSpan offset) => DateTime.SpecifyKind(utc + offset, DateTimeKind.Unspecified);
}
