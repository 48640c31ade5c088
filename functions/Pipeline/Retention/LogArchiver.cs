using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>Moves the log, from its beginning and without a gap, to the months of the history container: copied byte for byte, then said to be there, then deleted here.</summary>
public sealed class LogArchiver(IDocumentStore store, AccountLog log, PipelineSettings settings)
{
    private const int BatchSize = 90;

    private static readonly string[] Prefixes = [AccountDocuments.FillPrefix, AccountDocuments.BookPrefix, AccountDocuments.EventPrefix];

    private AccountId Account => settings.Account;

    /// <summary>Moves up to a batch of entries.</summary>
    /// <param name="upTo">Number of the last entry that a closed day has taken in: later ones stay.</param>
    /// <param name="beforeUtc">Entries from then on stay.</param>
    /// <returns>How many were moved.</returns>
    public async Task<int> MoveBatch(long upTo, DateTime beforeUtc, CancellationToken cancellationToken)
    {
        var manifest = await log.Manifest(cancellationToken);
        await DeleteUpTo(manifest?.Value.LogNumber ?? 0, cancellationToken);
        var (entries, month) = await Next(manifest?.Value, upTo, beforeUtc, cancellationToken);
        if (entries.Count == 0)
        {
            return 0;
        }

        StoreOperation[] copies = [.. entries.Select(entry => StoreOperation.Create(AccountDocuments.Log(entry.Entry), entry.Json))];
        await store.Put(Containers.History, HistoryPartitions.Month(Account, month), copies, replace: false, cancellationToken);
        var next = new ArchiveManifest(entries[^1].Entry.Number, manifest?.Value.FirstMonth ?? month.ToString(), month.ToString());
        if (!await Save(next, manifest?.ETag, cancellationToken))
        {
            return 0;
        }

        await DeleteUpTo(next.LogNumber, cancellationToken);
        return entries.Count;
    }

    /// <summary>Entries of one month: of a late one, the month of those before it.</summary>
    private async Task<(List<(LogEntry Entry, ReadOnlyMemory<byte> Json)> Entries, Month Month)> Next(ArchiveManifest? manifest, long upTo, DateTime beforeUtc, CancellationToken cancellationToken)
    {
        var entries = new List<(LogEntry Entry, ReadOnlyMemory<byte> Json)>();
        Month? month = null;
        await foreach (var (entry, json) in log.ReadDocuments(manifest?.LogNumber ?? 0, cancellationToken))
        {
            var own = Month.Of(entry.AtUtc);
            var least = month ?? (manifest is null ? own : Month.Parse(manifest.LastMonth));
            var its = own > least ? own : least;
            if (entry.Number > upTo || entry.AtUtc >= beforeUtc || entries.Count == BatchSize || (month is not null && its != month))
            {
                break;
            }

            month = its;
            entries.Add((entry, json));
        }

        return (entries, month ?? default);
    }

    private async Task<bool> Save(ArchiveManifest manifest, string? etag, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(Containers.History, HistoryPartitions.Index(Account), AccountLog.ManifestId);
        var written = etag is null
            ? await store.Create(key, manifest, BooksJson.Default.ArchiveManifest, cancellationToken)
            : await store.Replace(key, manifest, etag, BooksJson.Default.ArchiveManifest, cancellationToken);
        return written.IsDone;
    }

    /// <summary>Deletes what the manifest says is elsewhere; also what an attempt left behind that was cut off here.</summary>
    private async Task DeleteUpTo(long number, CancellationToken cancellationToken)
    {
        foreach (var prefix in Prefixes)
        {
            while (true)
            {
                var page = await store.Query(Containers.Trading, Account.Value, prefix, afterId: null, BatchSize, descending: false, cancellationToken);
                StoreOperation[] deletes = [.. page.Items.Where(document => NumberOf(document.Id, prefix) <= number).Select(document => StoreOperation.Delete(document.Id, etag: null))];
                if (deletes.Length == 0)
                {
                    break;
                }

                await store.Transact(Containers.Trading, Account.Value, deletes, cancellationToken);
            }
        }
    }

    private static long NumberOf(string id, string prefix) => long.Parse(id.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
}
