using System.Globalization;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Rebalancing;

/// <summary>Proposals in the history container, in the partition of the month they were made in.</summary>
public sealed class RebalanceStore(IDocumentStore store, PipelineSettings settings)
{
    private const string Prefix = "rebalance:";

    /// <summary>How far back a list looks.</summary>
    private const int MonthsBack = 12;

    /// <summary>Id of a proposal: its time, and a number where one was made in the same millisecond.</summary>
    public static string IdOf(DateTime createdUtc, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{createdUtc:yyyyMMdd'T'HHmmssfff}") + (number == 1 ? string.Empty : $"-{number}");

    /// <returns>False when the id is taken.</returns>
    public async Task<bool> Create(RebalanceProposal proposal, CancellationToken cancellationToken) =>
        Key(proposal.Id) is { } key && (await store.Create(key, proposal, RebalanceJson.Default.RebalanceProposal, cancellationToken)).IsDone;

    public async Task<Stored<RebalanceProposal>?> Find(string id, CancellationToken cancellationToken) =>
        Key(id) is { } key ? await store.Read(key, RebalanceJson.Default.RebalanceProposal, cancellationToken) : null;

    /// <returns>False when somebody else has changed it since it was read.</returns>
    public async Task<bool> Replace(RebalanceProposal proposal, string etag, CancellationToken cancellationToken) =>
        Key(proposal.Id) is { } key && (await store.Replace(key, proposal, etag, RebalanceJson.Default.RebalanceProposal, cancellationToken)).IsDone;

    /// <summary>Proposals of the last year, newest first.</summary>
    public async Task<IReadOnlyList<RebalanceProposal>> List(DateTime nowUtc, int limit, CancellationToken cancellationToken)
    {
        var proposals = new List<RebalanceProposal>();
        var month = Month.Of(nowUtc);
        for (var i = 0; i < MonthsBack && proposals.Count < limit; i++, month = month.Previous)
        {
            var page = await store.Query(
                Containers.History, HistoryPartitions.Month(settings.Account, month), Prefix, afterId: null, limit - proposals.Count, descending: true, cancellationToken);
            proposals.AddRange(page.Items.Select(document => DocumentStoreExtensions.Parse(document, RebalanceJson.Default.RebalanceProposal)));
        }

        return proposals;
    }

    /// <summary>Null for what is no id of a proposal.</summary>
    private DocumentKey? Key(string id) =>
        id.Length is >= 18 and <= 24 && DateTime.TryParseExact(id[..18], "yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var atUtc)
            ? new DocumentKey(Containers.History, HistoryPartitions.Month(settings.Account, Month.Of(atUtc)), Prefix + id)
            : null;
}
