using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Performance;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Records of days, weeks and months in the history container: one document each, in the partition of the month it begins in.</summary>
public sealed class DayStore(IDocumentStore store, DocumentCache documents, PipelineSettings settings)
{
    private const string DayPrefix = "day:";

    private static readonly Month First = Month.Of(new DateOnly(ExchangeCalendar.FirstYear, 1, 1));

    public async Task<DayRecord?> Find(DateOnly date, CancellationToken cancellationToken) =>
        (await store.Read(DayKey(date), BooksJson.Default.DayRecord, cancellationToken))?.Value;

    /// <summary>The newest record up to a date; null where there is none.</summary>
    public async Task<DayRecord?> Latest(DateOnly date, CancellationToken cancellationToken)
    {
        var newest = Month.Of(date);
        for (var month = newest; month >= First; month = month.Previous)
        {
            var after = month == newest ? DayKey(date.AddDays(1)).Id : null;
            var page = await store.Query(Containers.History, Partition(month), DayPrefix, after, 1, descending: true, cancellationToken);
            if (page.Items.Count > 0)
            {
                return Value(month, page.Items[0]);
            }
        }

        return null;
    }

    /// <summary>Stores a day; where it is stored already, that one counts.</summary>
    public async Task<DayRecord> Save(DayRecord day, CancellationToken cancellationToken) =>
        await documents.CreateOrRead(DayKey(day.Date), day, BooksJson.Default.DayRecord, cancellationToken);

    /// <summary>Records of the days from one to another, both included, oldest first.</summary>
    public async Task<IReadOnlyList<DayRecord>> List(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var days = new List<DayRecord>();
        for (var month = Month.Of(from); month <= Month.Of(to); month = month.Next)
        {
            // A month has fewer days than a page has documents.
            var page = await store.Query(Containers.History, Partition(month), DayPrefix, null, 100, descending: false, cancellationToken);
            days.AddRange(page.Items.Select(document => Value(month, document)).Where(day => day.Date >= from && day.Date <= to));
        }

        return days;
    }

    public async Task<PeriodReport?> FindPeriod(PeriodKind kind, DateOnly date, CancellationToken cancellationToken) =>
        (await store.Read(PeriodKey(kind, date), BooksJson.Default.PeriodReport, cancellationToken))?.Value;

    public async Task<PeriodReport> SavePeriod(PeriodKind kind, DateOnly date, PeriodReport report, CancellationToken cancellationToken) =>
        await store.CreateOrRead(PeriodKey(kind, date), report, BooksJson.Default.PeriodReport, cancellationToken);

    private DayRecord Value(Month month, StoredDocument document) =>
        documents.Of(new DocumentKey(Containers.History, Partition(month), document.Id), document, BooksJson.Default.DayRecord).Value;

    private DocumentKey DayKey(DateOnly date) => Key(date, DayPrefix);

    private DocumentKey PeriodKey(PeriodKind kind, DateOnly date) => Key(Periods.FirstDay(kind, date), kind == PeriodKind.Week ? "week:" : "month:");

    private DocumentKey Key(DateOnly date, string prefix) =>
        new(Containers.History, Partition(Month.Of(date)), prefix + date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    private string Partition(Month month) => HistoryPartitions.Month(settings.Account, month);
}
