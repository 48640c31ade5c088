using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>Records of runs in the <c>runs</c> container, one partition for all: a record by its id, and an entry by its time that leads to it.</summary>
public sealed class ExperimentStore(IDocumentStore store)
{
    private const string Partition = "experiments";
    private const string Record = "experiment:";
    private const string ByTime = "at:";
    private const int PageSize = 200;

    /// <summary>Stores a record that begins; one that exists already stays, and is set going again.</summary>
    public async Task Begin(ExperimentRecord record, CancellationToken cancellationToken)
    {
        var written = await store.Transact(
            Containers.Runs,
            Partition,
            [
                StoreOperation.Create(Record + record.Id, JsonSerializer.SerializeToUtf8Bytes(record, ExperimentJson.Default.ExperimentRecord)),
                StoreOperation.Create(EntryId(record), JsonSerializer.SerializeToUtf8Bytes(new ExperimentIndexEntry(record.Id), ExperimentJson.Default.ExperimentIndexEntry)),
            ],
            cancellationToken);
        if (!written.IsDone)
        {
            await Change(record.Id, old => old with { Status = ExperimentStatus.Running, FinishedUtc = null, Failure = null }, cancellationToken);
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

            if ((await store.Replace(Key(id), change(stored.Value), stored.ETag, ExperimentJson.Default.ExperimentRecord, cancellationToken)).IsDone)
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

    private static DocumentKey Key(string id) => new(Containers.Runs, Partition, Record + id);

    private static string EntryId(ExperimentRecord record) => string.Create(CultureInfo.InvariantCulture, $"{ByTime}{record.CreatedUtc:yyyyMMdd'T'HHmmssfff}:{record.Id}");
}
