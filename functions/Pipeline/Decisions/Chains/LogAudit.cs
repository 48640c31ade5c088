using System.Globalization;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Examines the account's log against the digests of every day, and its end against the account.</summary>
internal sealed class LogAudit(ChainStore store, LogSealer log, IDocumentStore documents, AccountId account, AuditFindings findings)
{
    private const string Where = "log";

    public long Sealed { get; private set; }

    public long Unsealed { get; private set; }

    public async Task Examine(IReadOnlyList<Anchor> anchors, CancellationToken cancellationToken)
    {
        // The account first: what is logged meanwhile is then beyond what it knew.
        var known = await KnownEnd(cancellationToken);
        var head = Convert.FromHexString(log.Begin);
        long last = 0;
        try
        {
            await using var entries = log.Digests(after: 0, cancellationToken).GetAsyncEnumerator(cancellationToken);
            foreach (var anchor in anchors)
            {
                if (!await Follow(anchor, entries, head, last, cancellationToken))
                {
                    return;
                }

                last = Math.Max(last, anchor.Log.To);
            }

            while (await entries.MoveNextAsync())
            {
                last = entries.Current.Number;
                Unsealed++;
            }
        }
        catch (Exception e) when (Documents.IsUnreadable(e))
        {
            findings.Add(AuditFaultKind.Unreadable, Where, null, e.Message.Split('\n', 2)[0]);
            return;
        }

        if (last < known)
        {
            findings.Add(AuditFaultKind.CutOff, Where, null, string.Create(CultureInfo.InvariantCulture, $"It goes to entry {last} without a gap, and the account knows of {known}."));
        }
    }

    /// <summary>Goes along one day's part of the log; false where it cannot go on.</summary>
    private async Task<bool> Follow(Anchor anchor, IAsyncEnumerator<(long Number, byte[] Digest)> entries, byte[] head, long last, CancellationToken cancellationToken)
    {
        var before = findings.Count;
        for (var i = 0; i < anchor.Log.Pages; i++)
        {
            var document = await store.ReadLogPage(anchor.Date, i, cancellationToken);
            var page = document is null ? null : Documents.TryParse(document, ChainJson.Default.LogPage, Where, findings);
            if (page is null || page.From != last + 1 || page.Digests.Length != page.Count * ChainHash.ShortDigest)
            {
                findings.Add(AuditFaultKind.Missing, Where, null, $"The digests of {anchor.Date:yyyy-MM-dd}, page {i + 1} of {anchor.Log.Pages}, are not whole.");
                return false;
            }

            for (var n = 0; n < page.Count; n++)
            {
                last++;
                if (!await entries.MoveNextAsync())
                {
                    findings.Add(AuditFaultKind.Missing, Where, LogSealer.IdOf(last), string.Create(CultureInfo.InvariantCulture, $"Entry {last} of {anchor.Date:yyyy-MM-dd} was sealed and is gone; what follows it is not examined."));
                    return false;
                }

                Compare(page, n, entries.Current, head);
            }

            if (findings.Count == before && page.Head != ChainHash.Text(head))
            {
                findings.Add(AuditFaultKind.Changed, Where, null, $"The digests of {anchor.Date:yyyy-MM-dd}, page {i + 1}, are not those of its entries.");
            }
        }

        if (findings.Count == before && (ChainHash.Text(head) != anchor.Log.Head || last != anchor.Log.To))
        {
            findings.Add(AuditFaultKind.Reordered, Where, null, $"The entries up to {anchor.Date:yyyy-MM-dd} are not those of its anchor.");
        }

        return true;
    }

    private void Compare(LogPage page, int n, (long Number, byte[] Digest) entry, byte[] head)
    {
        ChainHash.Add(head, LogSealer.IdOf(entry.Number), entry.Digest);
        if (ChainHash.Text(entry.Digest).AsSpan(0, ChainHash.ShortDigest).SequenceEqual(page.Digests.AsSpan(n * ChainHash.ShortDigest, ChainHash.ShortDigest)))
        {
            Sealed++;
        }
        else
        {
            findings.Add(AuditFaultKind.Changed, Where, LogSealer.IdOf(entry.Number), "It, or what its decision rested on, is not what it was when it was sealed.");
        }
    }

    /// <summary>Number of the last entry that the account has written.</summary>
    private async Task<long> KnownEnd(CancellationToken cancellationToken)
    {
        var header = await documents.Read(new DocumentKey(Containers.Trading, account.Value, AccountDocuments.Header), cancellationToken);
        try
        {
            return header is null ? 0 : JsonSerializer.Deserialize(header.Json.Span, TradingJson.Default.Ledger)?.LogSequence ?? 0;
        }
        catch (JsonException e)
        {
            findings.Add(AuditFaultKind.Unreadable, "account", AccountDocuments.Header, e.Message.Split('\n', 2)[0]);
            return 0;
        }
    }
}
