using System.Text;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Retention;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Digests of the account's log, along its numbers: intents with what their decision rested on, order events, fills, changes of the books and of the trading state.</summary>
public sealed class LogSealer(AccountLog log, IDocumentStore store, PipelineSettings settings)
{
    /// <summary>Entries of a page: its digests take a fifth of a document at most.</summary>
    internal const int PageSize = 20_000;

    private readonly ArchivedOrders archived = new(store, settings.Account);

    /// <summary>Head of a log without an entry.</summary>
    internal string Begin => ChainHash.Text(ChainHash.Begin($"{settings.Account} log"));

    /// <summary>Digests of what was logged after an entry.</summary>
    /// <param name="after">Number of the last entry that has been sealed.</param>
    /// <param name="head">Head after it.</param>
    internal async Task<(List<LogPage> Pages, long To, string Head)> Seal(long after, string head, CancellationToken cancellationToken)
    {
        var pages = new List<LogPage>();
        var chain = Convert.FromHexString(head);
        var digests = new StringBuilder();
        var (from, to) = (after + 1, after);
        await foreach (var (number, digest) in Digests(after, cancellationToken))
        {
            ChainHash.Add(chain, IdOf(number), digest);
            digests.Append(ChainHash.Text(digest)[..ChainHash.ShortDigest]);
            to = number;
            if (to - from + 1 == PageSize)
            {
                Close();
            }
        }

        if (to >= from)
        {
            Close();
        }

        return (pages, to, ChainHash.Text(chain));

        void Close()
        {
            pages.Add(new LogPage(from, (int)(to - from + 1), digests.ToString(), ChainHash.Text(chain)));
            digests.Clear();
            from = to + 1;
        }
    }

    /// <summary>Digests of the entries after a number, without a gap; a gap ends them.</summary>
    internal async IAsyncEnumerable<(long Number, byte[] Digest)> Digests(long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = after + 1;
        await foreach (var (entry, json) in log.ReadDocuments(after, cancellationToken))
        {
            if (entry.Number != next)
            {
                yield break;
            }

            yield return (next++, await DigestOf(entry, json, cancellationToken));
        }
    }

    internal static string IdOf(long number) => AccountDocuments.Number(number);

    /// <summary>What a decision rested on is stored with the intent and never changed: it belongs to its entry.</summary>
    private async ValueTask<byte[]> DigestOf(LogEntry entry, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var digest = ChainHash.Digest(json.Span);
        if (entry.Intent is { Source: OrderSource.Signal } intent && await FindDecision(intent, cancellationToken) is { } decision)
        {
            return ChainHash.Digest([.. digest, .. ChainHash.Digest(decision.Json.Span)]);
        }

        return digest;
    }

    private async ValueTask<StoredDocument?> FindDecision(IntentRecord intent, CancellationToken cancellationToken) =>
        await store.Read(new DocumentKey(Containers.Trading, settings.Account.Value, AccountDocuments.Decision(intent.Terms.ClientOrderId, intent.OrderNumber)), cancellationToken)
        ?? await archived.FindDecisionDocument(intent.Terms.ClientOrderId, intent.OrderNumber, cancellationToken);
}
