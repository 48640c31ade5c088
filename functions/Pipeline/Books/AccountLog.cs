using System.Runtime.CompilerServices;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Books;

/// <summary>Reads an account's log in the order of its numbers, wherever its entries have been moved to.</summary>
public sealed class AccountLog(IDocumentStore store, PipelineSettings settings)
{
    internal const string ManifestId = "archive";

    private static readonly string[] BookParts = [AccountDocuments.FillPrefix, AccountDocuments.BookPrefix];
    private static readonly string[] AllParts = [.. BookParts, AccountDocuments.EventPrefix];

    private AccountId Account => settings.Account;

    /// <summary>Every entry after a number.</summary>
    public IAsyncEnumerable<LogEntry> Read(long after, CancellationToken cancellationToken) => Entries(after, AllParts, cancellationToken);

    /// <summary>Every entry after a number, with its bytes as stored.</summary>
    public IAsyncEnumerable<(LogEntry Entry, ReadOnlyMemory<byte> Json)> ReadDocuments(long after, CancellationToken cancellationToken) => Read(after, AllParts, cancellationToken);

    /// <summary>The entries that move money or positions: all that the books are folded from.</summary>
    public IAsyncEnumerable<LogEntry> ReadBooks(long after, CancellationToken cancellationToken) => Entries(after, BookParts, cancellationToken);

    internal async ValueTask<Stored<ArchiveManifest>?> Manifest(CancellationToken cancellationToken) => await store.Read(
        new DocumentKey(Containers.History, HistoryPartitions.Index(Account), ManifestId), BooksJson.Default.ArchiveManifest, cancellationToken);

    private async IAsyncEnumerable<LogEntry> Entries(long after, string[] prefixes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (entry, _) in Read(after, prefixes, cancellationToken))
        {
            yield return entry;
        }
    }

    private async IAsyncEnumerable<(LogEntry Entry, ReadOnlyMemory<byte> Json)> Read(long after, string[] prefixes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if ((await Manifest(cancellationToken))?.Value is { } archived && after < archived.LogNumber)
        {
            for (var month = Month.Parse(archived.FirstMonth); month <= Month.Parse(archived.LastMonth); month = month.Next)
            {
                await foreach (var entry in Merge(Containers.History, HistoryPartitions.Month(Account, month), prefixes, after, cancellationToken))
                {
                    // Copies that the manifest does not speak of yet are still in the account's partition.
                    if (entry.Entry.Number <= archived.LogNumber)
                    {
                        yield return entry;
                    }
                }
            }

            after = archived.LogNumber;
        }

        await foreach (var entry in Merge(Containers.Trading, Account.Value, prefixes, after, cancellationToken))
        {
            yield return entry;
        }
    }

    /// <summary>One partition's entries of several prefixes, merged by number.</summary>
    private async IAsyncEnumerable<(LogEntry Entry, ReadOnlyMemory<byte> Json)> Merge(
        string container, string partition, string[] prefixes, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursors = Array.ConvertAll(prefixes, prefix => new LogCursor(store, container, partition, prefix, after));
        foreach (var cursor in cursors)
        {
            await cursor.MoveNext(cancellationToken);
        }

        while (Smallest(cursors) is { } next)
        {
            yield return (next.Current!, next.Json);
            await next.MoveNext(cancellationToken);
        }
    }

    private static LogCursor? Smallest(LogCursor[] cursors)
    {
        LogCursor? smallest = null;
        foreach (var cursor in cursors)
        {
            if (cursor.Current is { } entry && (smallest is null || entry.Number < smallest.Current!.Number))
            {
                smallest = cursor;
            }
        }

        return smallest;
    }
}
