using System.Text.Json;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting.Scheduling;

/// <summary>Fires triggers at their times, live or in virtual time. After a downtime each fires once for all it has missed.</summary>
/// <remarks>A slot is stored as fired after it fired: a crash in between fires the same slot id again, and none is forgotten.</remarks>
public sealed class CronTriggers
{
    private const string Partition = "triggers";

    // A clock that is set forward, or runs accelerated, is noticed within a minute of its own time.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    private readonly IDocumentStore store;
    private readonly ILogger<CronTriggers> logger;
    private readonly Entry[] entries;

    private CronTriggers(IDocumentStore store, ILogger<CronTriggers> logger, Entry[] entries)
    {
        this.store = store;
        this.logger = logger;
        this.entries = entries;
    }

    /// <summary>Reads where each trigger stopped. One that is new starts now: a slot of this very moment counts, earlier ones do not.</summary>
    public static async Task<CronTriggers> Open(
        IReadOnlyList<CronTrigger> triggers, IDocumentStore store, DateTime nowUtc, ILogger<CronTriggers> logger, CancellationToken cancellationToken)
    {
        var opened = new Entry[triggers.Count];
        for (var i = 0; i < opened.Length; i++)
        {
            var last = await ReadLast(store, triggers[i].Name, cancellationToken);
            if (last is null)
            {
                last = nowUtc.AddTicks(-1);
                await WriteLast(store, triggers[i].Name, last.Value, cancellationToken);
            }

            opened[i] = new Entry(triggers[i], last.Value);
        }

        return new CronTriggers(store, logger, opened);
    }

    /// <summary>When the next one is due; null without triggers.</summary>
    public DateTime? NextDue() => entries.Length == 0 ? null : entries.Min(entry => entry.DueUtc);

    /// <summary>Fires what is due. A trigger that fails throws: in virtual time nobody would come back to it.</summary>
    public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            if (entry.DueUtc <= nowUtc)
                await Fire(entry, nowUtc, cancellationToken);
        }
    }

    /// <summary>Fires one trigger if it is due. One that the configuration leaves out does nothing.</summary>
    public async Task Advance(string name, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (Array.Find(entries, entry => entry.Trigger.Name == name) is { } found && found.DueUtc <= nowUtc)
            await Fire(found, nowUtc, cancellationToken);
    }

    /// <summary>Fires live until cancelled. A trigger that fails is logged and tried again.</summary>
    public async Task Run(TimeProvider clock, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            foreach (var entry in entries)
            {
                if (entry.DueUtc <= now && entry.NotBeforeUtc <= now)
                    await TryFire(entry, now, cancellationToken);
            }

            await Sleep(clock, cancellationToken);
        }
    }

    private async Task TryFire(Entry entry, DateTime now, CancellationToken cancellationToken)
    {
        try
        {
            await Fire(entry, now, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.TriggerFailed(entry.Trigger.Name, e);
            entry.NotBeforeUtc = now + RetryDelay;
        }
    }

    private async Task Fire(Entry entry, DateTime now, CancellationToken cancellationToken)
    {
        var due = entry.Trigger.Schedule.Last(entry.LastUtc, now);
        if (due is null)
            return;
        var slot = new CronSlot(entry.Trigger.Name, due.Value, IsPastDue: due != entry.DueUtc || now - due > Punctual);
        await entry.Trigger.Fire(slot, cancellationToken);
        await WriteLast(store, entry.Trigger.Name, due.Value, cancellationToken);
        entry.Fired(due.Value);
    }

    private async Task Sleep(TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var wake = now + LongestSleep;
        foreach (var entry in entries)
        {
            var next = entry.DueUtc > entry.NotBeforeUtc ? entry.DueUtc : entry.NotBeforeUtc;
            if (entry.DueUtc is not null && next < wake)
                wake = next.Value;
        }

        if (wake <= now)
            return;
        try
        {
            await Task.Delay(wake - now, clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private static async Task<DateTime?> ReadLast(IDocumentStore store, string name, CancellationToken cancellationToken)
    {
        var document = await store.Read(new DocumentKey(Containers.Config, Partition, name), cancellationToken);
        return document is null ? null : JsonSerializer.Deserialize(document.Json.Span, SchedulingJson.Default.CronState)!.LastUtc;
    }

    private static async Task WriteLast(IDocumentStore store, string name, DateTime lastUtc, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new CronState(lastUtc), SchedulingJson.Default.CronState);
        var replaced = await store.Transact(Containers.Config, Partition, [StoreOperation.Replace(name, json, etag: null)], cancellationToken);
        if (!replaced.IsDone)
            await store.Transact(Containers.Config, Partition, [StoreOperation.Create(name, json)], cancellationToken);
    }

    private sealed class Entry(CronTrigger trigger, DateTime lastUtc)
    {
        public CronTrigger Trigger { get; } = trigger;

        public DateTime LastUtc { get; private set; } = lastUtc;

        public DateTime? DueUtc { get; private set; } = trigger.Schedule.Next(lastUtc);

        /// <summary>After a failure.</summary>
        public DateTime NotBeforeUtc { get; set; }

        public void Fired(DateTime dueUtc)
        {
            LastUtc = dueUtc;
            DueUtc = Trigger.Schedule.Next(dueUtc);
            NotBeforeUtc = default;
        }
    }
}
