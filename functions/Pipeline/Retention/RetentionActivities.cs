using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>Moves final orders out of the account's partition, some batches at a time.</summary>
public sealed class ArchiveOrders(OrderArchiver orders) : IActivity<RetentionStep, RetentionProgress>
{
    internal const int Batches = 20;

    public async Task<RetentionProgress> Run(RetentionStep input, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var i = 0; i < Batches; i++)
        {
            var moved = await orders.MoveBatch(input.BeforeUtc, cancellationToken);
            count += moved;
            if (moved == 0)
            {
                return new RetentionProgress(count, Next: null);
            }
        }

        return new RetentionProgress(count, Next: "more");
    }
}

/// <summary>Moves the log out of the account's partition, some batches at a time; never what no closed day has taken in.</summary>
public sealed class ArchiveLog(LogArchiver log, DayStore days) : IActivity<RetentionStep, RetentionProgress>
{
    public async Task<RetentionProgress> Run(RetentionStep input, CancellationToken cancellationToken)
    {
        if (await days.Latest(DateOnly.FromDateTime(input.BeforeUtc), cancellationToken) is not { } day)
        {
            return new RetentionProgress(0, Next: null);
        }

        var count = 0;
        for (var i = 0; i < ArchiveOrders.Batches; i++)
        {
            var moved = await log.MoveBatch(day.Books.LogSequence, input.BeforeUtc, cancellationToken);
            count += moved;
            if (moved == 0)
            {
                return new RetentionProgress(count, Next: null);
            }
        }

        return new RetentionProgress(count, Next: "more");
    }
}

/// <summary>Moves answered signals to the archive, some at a time. One without an answer stays.</summary>
public sealed class ArchiveSignals(IDocumentStore store, IPartitionIndex partitions, IArchive archive) : IActivity<RetentionStep, RetentionProgress>
{
    private const int PageSize = 500;

    public async Task<RetentionProgress> Run(RetentionStep input, CancellationToken cancellationToken)
    {
        var page = await partitions.Partitions(Containers.Signals, input.After, PageSize, cancellationToken);
        var old = new List<(string Partition, StoredDocument Document)>();
        foreach (var partition in page)
        {
            if (await store.Read(new DocumentKey(Containers.Signals, partition, SignalDesk.Document), cancellationToken) is { } document
                && DocumentStoreExtensions.Parse(document, TradingJson.Default.SignalRecord) is { Answer: not null } record && record.ReceivedUtc < input.BeforeUtc)
            {
                old.Add((partition, document));
            }
        }

        if (old.Count > 0)
        {
            await archive.Write("signals", [.. old.Select(signal => signal.Document.Json)], cancellationToken);
            foreach (var (partition, document) in old)
            {
                await store.Transact(Containers.Signals, partition, [StoreOperation.Delete(document.Id, document.ETag)], cancellationToken);
            }
        }

        return new RetentionProgress(old.Count, page.Count == PageSize ? page[^1] : null);
    }
}

/// <summary>Removes instances that ended long ago, with their histories, some at a time. What they decided is in the store.</summary>
public sealed class PurgeInstances(IOrchestrationClient orchestrations) : IActivity<RetentionStep, RetentionProgress>
{
    private const int PageSize = 200;

    public async Task<RetentionProgress> Run(RetentionStep input, CancellationToken cancellationToken)
    {
        var page = await orchestrations.List(new InstanceQuery(After: input.After, Limit: PageSize), cancellationToken);
        var purged = 0;
        foreach (var instance in page.Items)
        {
            if (instance.Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated && instance.UpdatedUtc < input.BeforeUtc)
            {
                purged += await orchestrations.Purge(instance.InstanceId, cancellationToken) ? 1 : 0;
            }
        }

        return new RetentionProgress(purged, page.Next);
    }
}
