using TradingFunctions.Domain.Performance;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Reads what end-of-day processing has stored.</summary>
public sealed class DayReports(DayStore days)
{
    public Task<DayRecord?> Day(DateOnly date, CancellationToken cancellationToken) => days.Find(date, cancellationToken);

    /// <summary>The newest day up to a date.</summary>
    public Task<DayRecord?> Latest(DateOnly date, CancellationToken cancellationToken) => days.Latest(date, cancellationToken);

    /// <summary>Days from one date to another, both included, oldest first.</summary>
    public Task<IReadOnlyList<DayRecord>> List(DateOnly from, DateOnly to, CancellationToken cancellationToken) => days.List(from, to, cancellationToken);

    /// <summary>The week or month of a date: as stored when it was over, else as its days are up to now; null without any.</summary>
    public async Task<(PeriodReport Report, bool IsOver)?> Period(PeriodKind kind, DateOnly date, CancellationToken cancellationToken)
    {
        if (await days.FindPeriod(kind, date, cancellationToken) is { } stored)
        {
            return (stored, true);
        }

        var list = await days.List(Periods.FirstDay(kind, date), Periods.LastDay(kind, date), cancellationToken);
        return list.Count == 0 ? null : (PeriodReport.Of(list), Periods.IsOver(kind, list[^1].Date));
    }
}
