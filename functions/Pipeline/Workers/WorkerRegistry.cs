using System.Text.Json;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Workers;

/// <summary>The hosts that work on this store: who they are and when they last gave a sign of life.</summary>
public sealed class WorkerRegistry(IDocumentStore store, WorkerOptions options, TimeProvider clock)
{
    private const string Partition = "workers";
    private const int PageSize = 100;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Puts a host on the list, in place of an earlier life of it.</summary>
    public Task<Worker> Register(string id, string role, CancellationToken cancellationToken)
    {
        var now = Now;
        return Put(new Worker(id, role, WorkerState.Starting, Load: 0, now, now), cancellationToken);
    }

    /// <summary>A sign of life. A host that was taken off the list meanwhile comes back onto it.</summary>
    /// <returns>The worker as it is now on the list.</returns>
    public Task<Worker> Beat(Worker worker, WorkerState state, int load, CancellationToken cancellationToken) =>
        Put(worker with { State = state, Load = load, HeartbeatUtc = Now }, cancellationToken);

    /// <summary>Takes a host off the list at its orderly end.</summary>
    public async Task Leave(string id, CancellationToken cancellationToken) =>
        await store.Transact(Containers.Config, Partition, [StoreOperation.Delete(id, etag: null)], cancellationToken);

    /// <summary>All hosts, ordered by id; those that are silent for too long as <see cref="WorkerState.Stale"/>.</summary>
    public async Task<IReadOnlyList<Worker>> List(CancellationToken cancellationToken)
    {
        var now = Now;
        return [.. (await ReadAll(cancellationToken)).Select(found => AsSeen(found.Worker, now))];
    }

    /// <summary>Takes hosts off the list whose silence has lasted longer than <see cref="WorkerOptions.RemoveAfter"/>.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<string>> CleanUp(CancellationToken cancellationToken)
    {
        var now = Now;
        var removed = new List<string>();
        foreach (var (worker, etag) in await ReadAll(cancellationToken))
        {
            // By ETag: a host that beats in this very moment stays.
            if (now - worker.HeartbeatUtc > options.RemoveAfter
                && (await store.Transact(Containers.Config, Partition, [StoreOperation.Delete(worker.Id, etag)], cancellationToken)).IsDone)
            {
                removed.Add(worker.Id);
            }
        }

        return removed;
    }

    private Worker AsSeen(Worker worker, DateTime now) => now - worker.HeartbeatUtc > options.StaleAfter ? worker with { State = WorkerState.Stale } : worker;

    private async Task<Worker> Put(Worker worker, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(worker, WorkersJson.Default.Worker);
        while (true)
        {
            if ((await store.Transact(Containers.Config, Partition, [StoreOperation.Replace(worker.Id, json, etag: null)], cancellationToken)).IsDone
                || (await store.Transact(Containers.Config, Partition, [StoreOperation.Create(worker.Id, json)], cancellationToken)).IsDone)
            {
                return worker;
            }
        }
    }

    private async Task<List<(Worker Worker, string ETag)>> ReadAll(CancellationToken cancellationToken)
    {
        var workers = new List<(Worker, string)>();
        string? after = null;
        do
        {
            var page = await store.Query(Containers.Config, Partition, string.Empty, after, PageSize, descending: false, cancellationToken);
            workers.AddRange(page.Items.Select(document => (Parse(document), document.ETag)));
            after = page.Next;
        }
        while (after is not null);
        return workers;
    }

    private static Worker Parse(StoredDocument document) =>
        JsonSerializer.Deserialize(document.Json.Span, WorkersJson.Default.Worker) ?? throw new InvalidDataException($"The document of worker {document.Id} is empty.");
}
