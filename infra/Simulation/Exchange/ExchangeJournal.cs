using Microsoft.Data.Sqlite;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>The exchange's own SQLite file (WAL): orders, events, and what stops remember. It knows nothing of the pipeline's store.</summary>
internal sealed class ExchangeJournal : IDisposable
{
    private readonly SqliteConnection writer;
    private readonly SqliteConnection reader;
    private readonly Lock reading = new();
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand insertOrder;
    private readonly SqliteCommand insertEvent;
    private readonly SqliteCommand upsertMark;
    private readonly SqliteCommand updateProcessed;
    private readonly SqliteCommand selectEvents;
    private readonly Action<JournalBoundary>? crossed;

    /// <exception cref="ExchangeJournalException">The file is not usable, or was made with other options.</exception>
    public ExchangeJournal(string path, ExchangeOptions options, Action<JournalBoundary>? crossed)
    {
        this.crossed = crossed;
        try
        {
            writer = Open(path, options.Durable);
            Execute(JournalSchema.Create);
            using (var insertMeta = writer.Command(JournalSchema.InsertMeta, parameters: 3))
            {
                insertMeta.Run((long)JournalSchema.Version, options.Seed, JournalRows.Text(options.StartingCash.Amount));
            }

            CheckMeta(path, options);
            LastEvent = Scalar("SELECT COALESCE(MAX(sequence), 0) FROM events");
            reader = Open(path, options.Durable);
        }
        catch (SqliteException e)
        {
            throw new ExchangeJournalException($"{path}: {e.Message}", e);
        }

        begin = writer.Command("BEGIN IMMEDIATE", parameters: 0);
        commit = writer.Command("COMMIT", parameters: 0);
        insertOrder = writer.Command(JournalSchema.InsertOrder, parameters: 16);
        insertEvent = writer.Command(JournalSchema.InsertEvent, parameters: 14);
        upsertMark = writer.Command(JournalSchema.UpsertMark, parameters: 3);
        updateProcessed = writer.Command(JournalSchema.UpdateProcessed, parameters: 1);
        selectEvents = reader.Command(JournalSchema.SelectEvents, parameters: 2);
    }

    /// <summary>Number of the last event when the file was opened.</summary>
    public long LastEvent { get; }

    /// <summary>Folds the file into a fresh state.</summary>
    public void Load(ExchangeState state, TimeSpan latency)
    {
        using (var orders = writer.Command(JournalSchema.SelectOrders, parameters: 0))
        using (var rows = orders.ExecuteReader())
        {
            while (rows.Read())
            {
                state.Place(JournalRows.Order(rows, latency));
            }
        }

        state.ProcessedUtc = new DateTime(Scalar("SELECT processed FROM meta"), DateTimeKind.Utc);
        while (state.NextPending is { } order && order.SubmittedUtc < state.ProcessedUtc)
        {
            state.Admit();
        }

        foreach (var e in ReadEvents(afterSequence: 0, int.MaxValue))
        {
            state.Apply(e);
        }

        using var marks = writer.Command(JournalSchema.SelectMarks, parameters: 0);
        using var mark = marks.ExecuteReader();
        while (mark.Read())
        {
            if (state.TryFind(new ClientOrderId(mark.GetString(0)), out var order))
            {
                (order.Triggered, order.Extreme) = (mark.GetInt64(1) != 0, JournalRows.Amount(mark, 2));
            }
        }
    }

    /// <summary>Writes a batch in one transaction. Not safe for two threads at once, and not to be called again once it has failed.</summary>
    public void Write(JournalBatch batch)
    {
        begin.ExecuteNonQuery();
        foreach (var order in batch.Placed)
        {
            JournalRows.Insert(insertOrder, order);
        }

        foreach (var e in batch.Events)
        {
            JournalRows.Insert(insertEvent, e);
        }

        foreach (var (id, triggered, extreme) in batch.Marks)
        {
            upsertMark.Run(id.Value, triggered ? 1L : 0L, JournalRows.Text(extreme));
        }

        updateProcessed.Run(batch.ProcessedUtc.Ticks);
        crossed?.Invoke(JournalBoundary.BeforeCommit);
        commit.ExecuteNonQuery();
        crossed?.Invoke(JournalBoundary.AfterCommit);
    }

    public IReadOnlyList<OrderEvent> ReadEvents(long afterSequence, int limit)
    {
        lock (reading)
        {
            selectEvents.Parameters[0].Value = afterSequence;
            selectEvents.Parameters[1].Value = limit;
            using var rows = selectEvents.ExecuteReader();
            var events = new List<OrderEvent>();
            while (rows.Read())
            {
                events.Add(JournalRows.Event(rows));
            }

            return events;
        }
    }

    public void Dispose()
    {
        begin.Dispose();
        commit.Dispose();
        insertOrder.Dispose();
        insertEvent.Dispose();
        upsertMark.Dispose();
        updateProcessed.Dispose();
        selectEvents.Dispose();
        reader.Dispose();
        writer.Dispose();
    }

    private static SqliteConnection Open(string path, bool durable)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(durable ? "FULL" : "OFF")}; PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private void CheckMeta(string path, ExchangeOptions options)
    {
        using var select = writer.Command(JournalSchema.SelectMeta, parameters: 0);
        using var meta = select.ExecuteReader();
        meta.Read();
        var (version, seed, cash) = (meta.GetInt64(0), meta.GetInt64(1), JournalRows.Amount(meta, 2));
        if (version != JournalSchema.Version || seed != options.Seed || cash != options.StartingCash.Amount)
        {
            throw new ExchangeJournalException(
                $"{path}: made by version {version} with seed {seed} and {cash} dollars; this is version {JournalSchema.Version} with seed {options.Seed} and {options.StartingCash} dollars.");
        }
    }

    private void Execute(string sql)
    {
        using var command = writer.Command(sql, parameters: 0);
        command.ExecuteNonQuery();
    }

    private long Scalar(string sql)
    {
        using var command = writer.Command(sql, parameters: 0);
        return (long)command.ExecuteScalar()!;
    }
}

/// <summary>The exchange's journal cannot be opened.</summary>
public sealed class ExchangeJournalException(string message, Exception? inner = null) : Exception(message, inner);
