using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Risk;

/// <param name="Continue">Pass it to get the next page; null after the last.</param>
public sealed record AuditPage(AuditRecord[] Records, string? Continue);

/// <summary>What was done to limits, trading state and strategies, by whom and why: rows that are only ever added.</summary>
/// <param name="store">The document store.</param>
/// <param name="account">Rows belong to an account, one partition a month.</param>
/// <param name="clock">The wall clock, whatever time the market has.</param>
public sealed class AuditTrail(IDocumentStore store, AccountId account, TimeProvider clock)
{
    private const string Prefix = "audit:";

    /// <summary>How far back <see cref="List"/> looks.</summary>
    private const int Months = 24;

    /// <summary>Wall-clock time: what a row should carry.</summary>
    public DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds a row. Durable when it returns; adding it again changes nothing.</summary>
    public async Task Add(AuditRecord record, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(Containers.History, HistoryPartitions.Month(account, Month.Of(record.AtUtc)), IdOf(record));
        await store.Create(key, record, RiskJson.Default.AuditRecord, cancellationToken);
    }

    /// <summary>Rows of the last two years, newest first.</summary>
    /// <param name="after">From the page before; null for the first.</param>
    /// <exception cref="FormatException">The cursor is none of ours.</exception>
    public async Task<AuditPage> List(string? after, int limit, CancellationToken cancellationToken)
    {
        var newest = Month.Of(NowUtc);
        var (month, id) = after is null ? (newest, null) : Cursor(after);
        var rows = new List<AuditRecord>();
        for (var oldest = new Month(newest.Number - Months); month >= oldest; month = month.Previous, id = null)
        {
            var page = await store.Query(Containers.History, HistoryPartitions.Month(account, month), Prefix, id, limit - rows.Count, descending: true, cancellationToken);
            rows.AddRange(page.Items.Select(document => DocumentStoreExtensions.Parse(document, RiskJson.Default.AuditRecord)));
            if (rows.Count == limit)
            {
                return new AuditPage([.. rows], $"{month}.{IdOf(rows[^1])}");
            }
        }

        return new AuditPage([.. rows], Continue: null);
    }

    private static string IdOf(AuditRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{record.AtUtc.Ticks:D19}-{record.Kind}-{record.Key}");

    /// <summary>Whether a text is a cursor of <see cref="List"/>.</summary>
    public static bool IsCursor(string after) => after.Length > 7 && after[6] == '.' && int.TryParse(after.AsSpan(0, 6), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && month % 100 is >= 1 and <= 12 && month / 100 >= 1 && after.AsSpan(7).StartsWith(Prefix, StringComparison.Ordinal);

    private static (Month Month, string Id) Cursor(string after) => IsCursor(after)
        ? (Month.Parse(after[..6]), after[7..])
        : throw new FormatException("The cursor is not one of the audit trail.");
}
