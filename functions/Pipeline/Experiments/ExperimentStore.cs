using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>Records of runs in the <c>runs</c> container, one partition for all: a record by its id, an entry by its time that leads to it, and a mark while a tracking server lacks it.</summary>
public sealed class ExperimentStore(IDocumentStore store)
{
    private const string Partition = "experiments";
    private const string Record = "experiment:";
    private const string ByTime = "at:";
    private const string Unsent = "unsent:";
    private const int PageSize = 200;

    /// <summary>Stores a record that begins; one that exists already stays, and is set going again.</summary>
    public async Task Begin(ExperimentRecord record, CancellationToken cancellationToken)
    {
        if (!await Create(record, cancellationToken))
        {
            await Change(record.Id, old => old with { Status = ExperimentStatus.Running, FinishedUtc = null, Failure = null }, cancellationToken);
        }
    }

    /// <summary>Stores a record as it is now, over the one of this id if there is one. When it was created and where it was sent stay.</summary>
    public async Task Save(ExperimentRecord record, CancellationToken cancellationToken)
    {
        while (!await Create(record, cancellationToken) && !await Change(record.Id, old => record with { CreatedUtc = old.CreatedUtc, RemoteId = old.RemoteId }, cancellationToken))
        {
            // Between the two somebody removed it.
        }
    }

    /// <summary>Changes a record; the change is made again where somebody else was faster.</summary>
    /// <returns>False when there is no such record.</returns>
    public async Task<bool> Change(string id, Func<ExperimentRecord, ExperimentRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.Read(Key(id), ExperimentJson.Default.ExperimentRecord, cancellationToken) is not { } stored)
            {
                return false;
            }

            var changed = change(stored.Value);
            var replaced = StoreOperation.Replace(Record + id, JsonSerializer.SerializeToUtf8Bytes(changed, ExperimentJson.Default.ExperimentRecord), stored.ETag);
            if ((await store.Transact(Containers.Runs, Partition, [replaced, .. await Mark(changed, cancellationToken)], cancellationToken)).IsDone)
            {
                return true;
            }
        }
    }

    public async Task<ExperimentRecord?> Find(string id, CancellationToken cancellationToken) =>
        (await store.Read(Key(id), ExperimentJson.Default.ExperimentRecord, cancellationToken))?.Value;

    /// <summary>All records, newest first.</summary>
    public async IAsyncEnumerable<ExperimentRecord> List([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.Query(Containers.Runs, Partition, ByTime, after, PageSize, descending: true, cancellationToken);
            foreach (var entry in page.Items)
            {
                if (await Find(DocumentStoreExtensions.Parse(entry, ExperimentJson.Default.ExperimentIndexEntry).Id, cancellationToken) is { } record)
                {
                    yield return record;
                }
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Runs that have ended and that no tracking server has as they are now, by id.</summary>
    /// <param name="limit">Most runs.</param>
    internal async Task<IReadOnlyList<UnsentRun>> ListUnsent(int limit, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, Partition, Unsent, afterId: null, limit, descending: false, cancellationToken);
        return [.. page.Items.Select(mark => new UnsentRun(DocumentStoreExtensions.Parse(mark, ExperimentJson.Default.UnsentMark), mark.ETag))];
    }

    /// <summary>The mark of a run that has ended and was not sent as it is now; null where it has none.</summary>
    internal async Task<UnsentRun?> FindUnsent(string id, CancellationToken cancellationToken) =>
        await store.Read(MarkKey(id), ExperimentJson.Default.UnsentMark, cancellationToken) is { } mark ? new UnsentRun(mark.Value, mark.ETag) : null;

    /// <summary>Claims the sending of a run until a time: of all who look at the mark, one sends.</summary>
    /// <returns>The run as it is claimed; null where somebody else has it, or did something to it meanwhile.</returns>
    internal async Task<UnsentRun?> Claim(UnsentRun run, DateTime nowUtc, DateTime untilUtc, CancellationToken cancellationToken)
    {
        if (run.Mark.ClaimedUntilUtc > nowUtc)
        {
            return null;
        }

        var mark = run.Mark with { ClaimedUntilUtc = untilUtc };
        var written = await store.Replace(MarkKey(run.Id), mark, run.ETag, ExperimentJson.Default.UnsentMark, cancellationToken);
        return written.IsDone ? new UnsentRun(mark, written.ETags[0]) : null;
    }

    /// <summary>Gives a claim back: what was not sent, others may send at once.</summary>
    internal async Task Release(UnsentRun run, CancellationToken cancellationToken)
    {
        while (await FindUnsent(run.Id, cancellationToken) is { } now && now.Mark.ClaimedUntilUtc == run.Mark.ClaimedUntilUtc)
        {
            await store.Replace(MarkKey(run.Id), now.Mark with { ClaimedUntilUtc = null }, now.ETag, ExperimentJson.Default.UnsentMark, cancellationToken);
        }
    }

    /// <summary>Notes where a claimed run was sent. One that ended anew meanwhile stays unsent.</summary>
    internal async Task Sent(UnsentRun run, string? remoteId, CancellationToken cancellationToken)
    {
        if (remoteId is not null)
        {
            await NoteRemote(run.Id, remoteId, cancellationToken);
        }

        if (!(await store.Transact(Containers.Runs, Partition, [StoreOperation.Delete(Unsent + run.Id, run.ETag)], cancellationToken)).IsDone)
        {
            await Release(run, cancellationToken);
        }
    }

    /// <summary>Notes what a run is called at the tracking server.</summary>
    private async Task NoteRemote(string id, string remoteId, CancellationToken cancellationToken)
    {
        while (await store.Read(Key(id), ExperimentJson.Default.ExperimentRecord, cancellationToken) is { } stored && stored.Value.RemoteId != remoteId)
        {
            await store.Replace(Key(id), stored.Value with { RemoteId = remoteId }, stored.ETag, ExperimentJson.Default.ExperimentRecord, cancellationToken);
        }
    }

    /// <returns>False where there is one of this id.</returns>
    private async Task<bool> Create(ExperimentRecord record, CancellationToken cancellationToken) => (await store.Transact(
        Containers.Runs,
        Partition,
        [
            StoreOperation.Create(Record + record.Id, JsonSerializer.SerializeToUtf8Bytes(record, ExperimentJson.Default.ExperimentRecord)),
            StoreOperation.Create(EntryId(record), Entry(record)),
            .. await Mark(record, cancellationToken),
        ],
        cancellationToken)).IsDone;

    /// <summary>A run that has ended is marked in the transaction that ends it, so that none is forgotten. Who is sending it as it was keeps the claim until that is over.</summary>
    private async Task<StoreOperation[]> Mark(ExperimentRecord record, CancellationToken cancellationToken)
    {
        if (record.Status == ExperimentStatus.Running)
        {
            return [];
        }

        return await FindUnsent(record.Id, cancellationToken) is { } marked
            ? [StoreOperation.Replace(Unsent + record.Id, JsonSerializer.SerializeToUtf8Bytes(marked.Mark, ExperimentJson.Default.UnsentMark), marked.ETag)]
            : [StoreOperation.Create(Unsent + record.Id, JsonSerializer.SerializeToUtf8Bytes(new UnsentMark(record.Id), ExperimentJson.Default.UnsentMark))];
    }

    private static byte[] Entry(ExperimentRecord record) => JsonSerializer.SerializeToUtf8Bytes(new ExperimentIndexEntry(record.Id), ExperimentJson.Default.ExperimentIndexEntry);

    private static DocumentKey MarkKey(string id) => new(Containers.Runs, Partition, Unsent + id);

    private static DocumentKey Key(string id) => new(Containers.Runs, Partition, Record + id);

    private static string EntryId(ExperimentRecord record) => string.Create(CultureInfo.InvariantCulture, $"{ByTime}{record.CreatedUtc:yyyyMMdd'T'HHmmssfff}:{record.Id}");
}

/// <param name="ETag">Of its mark.</param>
internal readonly record struct UnsentRun(UnsentMark Mark, string ETag)
{
    public string Id => Mark.Id;
}
