using TradingFunctions.Infra.Sqlite.Access;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Queue;

/// <summary>The tables of the queue and what is done to them, on the one connection of the queue. Times are UTC ticks.</summary>
/// <remarks>A message is one row from its arrival to its completion; poison is a state of it, so that its id stays taken.</remarks>
internal sealed class QueueStatements(Connection connection)
{
    public static readonly Schema Schema = new(ApplicationId: 0x54_46_53_51, Version: 1, """
        CREATE TABLE messages (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL, priority INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, deliveries INTEGER NOT NULL DEFAULT 0, enqueued INTEGER NOT NULL,
            visible INTEGER NOT NULL, poisoned INTEGER, reason TEXT);
        CREATE INDEX in_order ON messages (priority, sequence) WHERE poisoned IS NULL;
        CREATE INDEX by_time ON messages (visible) WHERE poisoned IS NULL;
        CREATE INDEX by_poison ON messages (poisoned, sequence) WHERE poisoned IS NOT NULL;
        """);

    private const string Columns = "sequence, id, body, priority, attempts, deliveries, enqueued";

    private readonly Statement insert = connection.Prepare(
        "INSERT INTO messages (id, body, priority, enqueued, visible) VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT (id) DO NOTHING");
    private readonly Statement visible = connection.Prepare(
        $"SELECT {Columns} FROM messages WHERE poisoned IS NULL AND visible<=?1 ORDER BY priority, sequence LIMIT ?2");
    private readonly Statement deliver = connection.Prepare("UPDATE messages SET attempts=attempts+1, deliveries=deliveries+1, visible=?2 WHERE sequence=?1");
    private readonly Statement attempts = connection.Prepare(
        "SELECT attempts FROM messages WHERE sequence=?1 AND deliveries=?2 AND visible>?3 AND poisoned IS NULL");
    private readonly Statement complete = connection.Prepare(
        "DELETE FROM messages WHERE sequence=?1 AND deliveries=?2 AND visible>?3 AND poisoned IS NULL");
    private readonly Statement delay = connection.Prepare("UPDATE messages SET visible=?2 WHERE sequence=?1");
    private readonly Statement postpone = connection.Prepare(
        "UPDATE messages SET visible=?4, attempts=attempts-1 WHERE sequence=?1 AND deliveries=?2 AND visible>?3 AND poisoned IS NULL");
    private readonly Statement poison = connection.Prepare("UPDATE messages SET poisoned=?2, reason=?3 WHERE sequence=?1");
    private readonly Statement poisoned = connection.Prepare(
        "SELECT id, body, priority, attempts, enqueued, poisoned, reason FROM messages WHERE poisoned IS NOT NULL ORDER BY poisoned, sequence LIMIT ?1");
    private readonly Statement resend = connection.Prepare(
        "UPDATE messages SET poisoned=NULL, reason=NULL, attempts=0, visible=?2 WHERE id=?1 AND poisoned IS NOT NULL");
    private readonly Statement next = connection.Prepare("SELECT min(visible) FROM messages WHERE poisoned IS NULL");

    private readonly Statement depth = connection.Prepare(
        "SELECT (SELECT count(*) FROM messages WHERE poisoned IS NULL), (SELECT count(*) FROM messages WHERE poisoned IS NOT NULL), (SELECT min(enqueued) FROM messages WHERE poisoned IS NULL)");

    public bool Insert(string id, ReadOnlySpan<byte> body, int priority, DateTime nowUtc)
    {
        insert.Bind(1, id);
        insert.Bind(2, body);
        insert.Bind(3, priority);
        insert.Bind(4, nowUtc.Ticks);
        insert.Execute();
        return connection.Changes == 1;
    }

    public List<Candidate> Visible(DateTime nowUtc, int limit)
    {
        visible.Bind(1, nowUtc.Ticks);
        visible.Bind(2, limit);
        var rows = new List<Candidate>();
        while (visible.Step())
        {
            rows.Add(new Candidate(
                visible.Int64(0), visible.Text(1), visible.Blob(2), visible.Int32(3), visible.Int32(4), visible.Int64(5), Utc(visible.Int64(6))));
        }

        visible.Reset();
        return rows;
    }

    public void Deliver(long sequence, DateTime hiddenUntilUtc)
    {
        deliver.Bind(1, sequence);
        deliver.Bind(2, hiddenUntilUtc.Ticks);
        deliver.Execute();
    }

    /// <summary>Attempts of a message that this receipt still holds; null when it no longer does.</summary>
    public int? AttemptsOf(Receipt receipt, DateTime nowUtc)
    {
        Bind(attempts, receipt, nowUtc);
        int? count = attempts.Step() ? attempts.Int32(0) : null;
        attempts.Reset();
        return count;
    }

    public bool Complete(Receipt receipt, DateTime nowUtc)
    {
        Bind(complete, receipt, nowUtc);
        complete.Execute();
        return connection.Changes == 1;
    }

    public void Delay(long sequence, DateTime untilUtc)
    {
        delay.Bind(1, sequence);
        delay.Bind(2, untilUtc.Ticks);
        delay.Execute();
    }

    public bool Postpone(Receipt receipt, DateTime nowUtc, DateTime untilUtc)
    {
        Bind(postpone, receipt, nowUtc);
        postpone.Bind(4, untilUtc.Ticks);
        postpone.Execute();
        return connection.Changes == 1;
    }

    public void Poison(long sequence, DateTime nowUtc, string reason)
    {
        poison.Bind(1, sequence);
        poison.Bind(2, nowUtc.Ticks);
        poison.Bind(3, reason);
        poison.Execute();
    }

    public List<PoisonMessage> Poisoned(int limit)
    {
        poisoned.Bind(1, limit);
        var rows = new List<PoisonMessage>();
        while (poisoned.Step())
        {
            rows.Add(new PoisonMessage(
                poisoned.Text(0), poisoned.Blob(1), poisoned.Int32(2), poisoned.Int32(3), Utc(poisoned.Int64(4)), Utc(poisoned.Int64(5)), poisoned.Text(6)));
        }

        poisoned.Reset();
        return rows;
    }

    public bool Resend(string id, DateTime nowUtc)
    {
        resend.Bind(1, id);
        resend.Bind(2, nowUtc.Ticks);
        resend.Execute();
        return connection.Changes == 1;
    }

    public DateTime? Next()
    {
        DateTime? due = next.Step() && !next.IsNull(0) ? Utc(next.Int64(0)) : null;
        next.Reset();
        return due;
    }

    public QueueDepth Measure()
    {
        var measured = depth.Step() ? new QueueDepth(depth.Int32(0), depth.Int32(1), depth.IsNull(2) ? null : Utc(depth.Int64(2))) : default;
        depth.Reset();
        return measured;
    }

    private static void Bind(Statement statement, Receipt receipt, DateTime nowUtc)
    {
        statement.Bind(1, receipt.Sequence);
        statement.Bind(2, receipt.Delivery);
        statement.Bind(3, nowUtc.Ticks);
    }

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
