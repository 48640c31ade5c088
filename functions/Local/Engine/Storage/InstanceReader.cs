using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Storage;

/// <summary>Reads the tables on a connection of its own.</summary>
internal sealed class InstanceReader(Database database)
{
    private const string Columns = """
        number, id, orchestration, version, status, generation, turns, created, updated, parent_id, parent, parent_task,
        input, output, custom_status, failure, pending
        """;

    private readonly Statement byId = database.Prepare($"SELECT {Columns} FROM instances WHERE id = ?");
    private readonly Statement byNumber = database.Prepare($"SELECT {Columns} FROM instances WHERE number = ?");

    private readonly Statement turns = database.Prepare(
        "SELECT generation, turn, frames FROM history WHERE instance = ? AND generation >= ? ORDER BY generation, turn");

    private readonly Statement list = database.Prepare($"""
        SELECT {Columns} FROM instances
        WHERE id > ?1 AND id >= ?2 AND id < ?2 || '~' AND (?3 IS NULL OR orchestration = ?3)
        ORDER BY id LIMIT ?4
        """);

    private readonly Statement listOfStatus = database.Prepare($"""
        SELECT {Columns} FROM instances
        WHERE id > ?1 AND id >= ?2 AND id < ?2 || '~' AND (?3 IS NULL OR orchestration = ?3) AND status = ?5
        ORDER BY id LIMIT ?4
        """);

    public StoredInstance? Find(string id) => One(byId.Bind(id));

    public StoredInstance? Find(long number) => One(byNumber.Bind(number));

    public List<StoredInstance> Live()
    {
        var live = database.Prepare($"SELECT {Columns} FROM instances WHERE status < {(int)InstanceStatus.Completed}");
        var instances = new List<StoredInstance>();
        while (live.Step())
            instances.Add(Read(live));
        return instances;
    }

    public List<byte[]> Journal()
    {
        var journal = database.Prepare("SELECT changes FROM journal ORDER BY batch");
        var batches = new List<byte[]>();
        while (journal.Step())
            batches.Add(journal.Bytes(0));
        return batches;
    }

    public List<TurnRecord> Turns(long instance, int fromGeneration)
    {
        var records = new List<TurnRecord>();
        turns.Bind(instance).Bind(fromGeneration);
        while (turns.Step())
        {
            var (generation, turn, frames) = (turns.Int32(0), turns.Int32(1), new ByteReader(turns.Bytes(2)));
            while (!frames.AtEnd)
                records.Add(TurnCodec.Read(frames.Bytes(), generation, turn++));
        }

        return records;
    }

    /// <remarks><c>~</c> comes after every character of an id.</remarks>
    public Page<InstanceInfo> List(InstanceQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        var statement = query.Status is null ? list : listOfStatus;
        statement.Bind(query.After ?? "").Bind(query.IdPrefix ?? "").Bind(query.Orchestration).Bind(query.Limit + 1L);
        if (query.Status is { } status)
            statement.Bind((long)status);
        var found = new List<InstanceInfo>();
        while (statement.Step())
            found.Add(Read(statement).ToInfo());
        if (found.Count <= query.Limit)
            return new(found, Next: null);
        found.RemoveAt(query.Limit);
        return new(found, found[^1].InstanceId);
    }

    private static StoredInstance? One(Statement statement)
    {
        if (!statement.Step())
            return null;
        var instance = Read(statement);
        statement.Reset();
        return instance;
    }

    private static StoredInstance Read(Statement row)
    {
        var pending = row.Bytes(16);
        var queue = new ByteReader(pending);
        return new()
        {
            Number = row.Int64(0),
            Id = row.Text(1)!,
            Orchestration = row.Text(2)!,
            Version = row.Text(3)!,
            Status = (InstanceStatus)row.Int32(4),
            Generation = row.Int32(5),
            Turns = row.Int32(6),
            CreatedUtc = new DateTime(row.Int64(7), DateTimeKind.Utc),
            UpdatedUtc = new DateTime(row.Int64(8), DateTimeKind.Utc),
            ParentId = row.Text(9),
            ParentNumber = row.Int64(10),
            ParentTask = row.Int32(11),
            Input = row.Bytes(12),
            Output = row.Bytes(13),
            CustomStatus = row.Bytes(14),
            Failure = row.Text(15) is { } failure ? FailureText.Read(row.Text(2)!, failure) : null,
            Pending = new Queue<TurnEvent>(pending.Length == 0 ? [] : JournalCodec.ReadEvents(ref queue)),
            InTable = true,
        };
    }
}
