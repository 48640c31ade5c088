using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Instances;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Storage;

/// <summary>
/// What is committed: journal, tables, and the images of instances that the tables are behind of. Commits come from one thread at a time;
/// reads may come from any.
/// </summary>
internal sealed class EngineStore : IDisposable
{
    /// <summary>Held while the file is written.</summary>
    private readonly Lock writing = new();

    /// <summary>Held while images are read or changed; taken inside <see cref="writing"/>, never around it.</summary>
    private readonly Lock images = new();

    private readonly Database database;
    /// <summary>Reads go over a connection of their own and wait for no commit, unless the file cannot be shared.</summary>
    private readonly Database readerDatabase;

    /// <summary>Held while the journal is appended to: where readers use the same connection, their lock.</summary>
    private readonly Lock appending;

    private readonly InstanceTable table;
    private readonly InstanceReader reader;
    private readonly Statement append;
    private readonly Statement setClock;
    private readonly EngineOptions options;
    private readonly ByteWriter batch = new();
    private readonly Dictionary<string, StoredInstance> byId = [];
    private readonly List<StoredInstance> dirty = [];
    private long journalBytes;
    private long clockTicks;
    private long nextNumber;

    public EngineStore(EngineOptions options)
    {
        this.options = options;
        database = new Database(options.DatabasePath, readOnly: false);
        try
        {
            Schema.Prepare(database, options);
            var isShared = options.Durability != Durability.Scratch;
            readerDatabase = isShared ? new Database(options.DatabasePath, readOnly: true) : database;
            appending = isShared ? new Lock() : images;
            table = new InstanceTable(database, options.KeepPastGenerations);
            reader = new InstanceReader(readerDatabase);
            append = database.Prepare("INSERT INTO journal (changes) VALUES (?)");
            setClock = database.Prepare("UPDATE meta SET value = ? WHERE name = ?");
            Load();
            if (!isShared)
                database.Execute("BEGIN EXCLUSIVE");
        }
        catch
        {
            readerDatabase?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Virtual time of the last commit; null when none was ever committed.</summary>
    public DateTime? ClockUtc => clockTicks == 0 ? null : new DateTime(clockTicks, DateTimeKind.Utc);

    public bool WantsFlush => journalBytes >= options.JournalBytes;

    public long NextNumber() => nextNumber++;

    public IReadOnlyList<StoredInstance> Live()
    {
        lock (images)
            return [.. byId.Values.Where(instance => !instance.HasEnded).OrderBy(instance => instance.Id, StringComparer.Ordinal)];
    }

    /// <summary>Writes a batch as one transaction, then changes the images.</summary>
    /// <param name="nowUtc">Virtual time to commit with it; null leaves it as it is.</param>
    public void Commit(List<Change> changes, DateTime? nowUtc)
    {
        lock (writing)
        {
            batch.Clear();
            batch.Number(nowUtc?.Ticks ?? clockTicks);
            foreach (var change in changes)
                JournalCodec.Write(batch, change);
            lock (appending)
                append.Bind(batch.Written).Run();
            journalBytes += batch.Length;
            lock (images)
            {
                clockTicks = nowUtc?.Ticks ?? clockTicks;
                foreach (var change in changes)
                    Apply(change);
            }
        }
    }

    /// <summary>Brings the tables up to date and empties the journal.</summary>
    public void Flush()
    {
        lock (writing)
        {
            if (journalBytes == 0)
                return;
            lock (images)
            {
                database.InTransaction(() =>
                {
                    foreach (var instance in dirty)
                        table.Write(instance);
                    setClock.Bind(clockTicks).Bind("clock").Run();
                    setClock.Bind(nextNumber).Bind("next").Run();
                    options.Failpoints.Hit(Failpoint.InsideFlush);
                    database.Execute("DELETE FROM journal");
                });
                foreach (var instance in dirty)
                    Flushed(instance);
                dirty.Clear();
            }

            journalBytes = 0;
        }

        options.Failpoints.Hit(Failpoint.AfterFlush);
    }

    /// <summary>An instance by its id, live or ended.</summary>
    public StoredInstance? Find(string id)
    {
        lock (images)
            return byId.TryGetValue(id, out var instance) ? instance : reader.Find(id);
    }

    public bool Exists(string id) => Find(id) is not null;

    public InstanceInfo? Info(string id)
    {
        lock (images)
            return (byId.TryGetValue(id, out var instance) ? instance : reader.Find(id))?.ToInfo();
    }

    /// <summary>Committed turns in order; past generations only where they are kept.</summary>
    public List<TurnRecord> Turns(StoredInstance instance, bool currentGenerationOnly)
    {
        lock (images)
        {
            var turns = instance.InTable ? reader.Turns(instance.Number, currentGenerationOnly ? instance.Generation : 0) : [];
            foreach (var (generation, turn, frame) in instance.Unflushed)
            {
                if (!currentGenerationOnly || generation == instance.Generation)
                    turns.Add(TurnCodec.Read(frame, generation, turn));
            }

            return turns;
        }
    }

    public Page<InstanceInfo> List(InstanceQuery query)
    {
        Flush();
        lock (images)
            return reader.List(query);
    }

    public void Dispose()
    {
        lock (writing)
        {
            lock (images)
            {
                readerDatabase.Dispose();
                database.Dispose();
            }
        }
    }

    private void Load()
    {
        clockTicks = database.Scalar("SELECT value FROM meta WHERE name = 'clock'");
        nextNumber = database.Scalar("SELECT value FROM meta WHERE name = 'next'");
        var byNumber = new Dictionary<long, StoredInstance>();
        foreach (var instance in reader.Live())
        {
            byNumber.Add(instance.Number, instance);
            byId.Add(instance.Id, instance);
        }

        foreach (var changes in reader.Journal())
        {
            var source = new ByteReader(changes);
            clockTicks = source.Number();
            while (!source.AtEnd)
            {
                var change = JournalCodec.Read(ref source, Find);
                byNumber[change.Instance.Number] = change.Instance;
                nextNumber = Math.Max(nextNumber, change.Instance.Number + 1);
                Apply(change);
            }

            journalBytes += changes.Length;
        }

        Flush();

        StoredInstance Find(long number) => byNumber.TryGetValue(number, out var instance) ? instance : reader.Find(number)
            ?? throw new EngineStorageException($"The engine's journal names instance {number}, which is nowhere. Restore the data directory from a backup.");
    }

    private void Apply(in Change change)
    {
        var instance = change.Instance;
        switch (change.Kind)
        {
            case ChangeKind.Create:
                if (byId.TryGetValue(instance.Id, out var replaced))
                    Remove(replaced);
                byId[instance.Id] = instance;
                break;
            case ChangeKind.Turn:
                Apply(instance, change.Turn!);
                break;
            case ChangeKind.Queue:
                instance.Pending.Enqueue(change.Event);
                break;
            case ChangeKind.Status:
                instance.Status = change.Status;
                instance.UpdatedUtc = change.AtUtc;
                instance.Failure = change.Failure;
                break;
            default:
                Remove(instance);
                break;
        }

        if (!instance.IsDirty)
            dirty.Add(instance);
        instance.IsDirty = true;
    }

    private void Apply(StoredInstance instance, TurnOutcome turn)
    {
        for (var i = 0; i < turn.ConsumedPending; i++)
            instance.Pending.Dequeue();
        instance.Unflushed.Add((instance.Generation, instance.Turns, turn.Frame));
        instance.Turns++;
        instance.UpdatedUtc = turn.AtUtc;
        if (turn.Status is { } status)
            instance.CustomStatus = status;
        if (turn.Ending is null)
        {
            if (instance.Status == InstanceStatus.Pending)
                instance.Status = InstanceStatus.Running;
            return;
        }

        if (turn.Ending.Value is { Kind: TurnActionKind.ContinueAsNew } next)
        {
            if (!options.KeepPastGenerations)
                instance.Unflushed.Clear();
            instance.Generation++;
            instance.Turns = 0;
            instance.Input = next.Data;
            instance.Pending = new Queue<TurnEvent>([.. turn.Carried, .. instance.Pending]);
            return;
        }

        instance.Status = turn.Ending.Value.Kind == TurnActionKind.Complete ? InstanceStatus.Completed : InstanceStatus.Failed;
        instance.Output = turn.Ending.Value.Data;
        instance.Failure = turn.Ending.Value.Failure;
        instance.Pending.Clear();
    }

    private void Remove(StoredInstance instance)
    {
        instance.IsRemoved = true;
        if (byId.TryGetValue(instance.Id, out var named) && ReferenceEquals(named, instance))
            byId.Remove(instance.Id);
        if (!instance.IsDirty)
            dirty.Add(instance);
        instance.IsDirty = true;
    }

    private void Flushed(StoredInstance instance)
    {
        instance.IsDirty = false;
        instance.InTable = !instance.IsRemoved;
        instance.Unflushed.Clear();
        if (instance.HasEnded && byId.TryGetValue(instance.Id, out var named) && ReferenceEquals(named, instance))
            byId.Remove(instance.Id);
    }
}
