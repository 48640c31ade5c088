using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Storage;

/// <summary>Writes rows of instances and their histories.</summary>
internal sealed class InstanceTable(Database database, bool keepPastGenerations)
{
    private readonly ByteWriter bytes = new();

    private readonly Statement upsert = database.Prepare("""
        INSERT INTO instances (number, id, orchestration, version, status, generation, turns, created, updated, parent_id, parent, parent_task,
            input, output, custom_status, failure, pending)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET status = excluded.status, generation = excluded.generation, turns = excluded.turns,
            updated = excluded.updated, input = excluded.input, output = excluded.output, custom_status = excluded.custom_status,
            failure = excluded.failure, pending = excluded.pending
        """);

    private readonly Statement namesake = database.Prepare("SELECT number FROM instances WHERE id = ?");
    private readonly Statement delete = database.Prepare("DELETE FROM instances WHERE number = ?");
    private readonly Statement deleteHistory = database.Prepare("DELETE FROM history WHERE instance = ? AND generation < ?");
    private readonly Statement addTurns = database.Prepare("INSERT INTO history (instance, generation, turn, turns, frames) VALUES (?, ?, ?, ?, ?)");

    public void Write(StoredInstance instance)
    {
        if (instance.IsRemoved)
        {
            if (instance.InTable)
                Delete(instance.Number);
            return;
        }

        if (!instance.InTable)
            DeleteNamesake(instance.Id);
        else if (!keepPastGenerations && instance.Generation > 0)
            deleteHistory.Bind(instance.Number).Bind(instance.Generation).Run();
        WriteRow(instance);
        WriteTurns(instance);
    }

    /// <summary>An ended instance whose id was started again.</summary>
    private void DeleteNamesake(string id)
    {
        if (!namesake.Bind(id).Step())
            return;
        var number = namesake.Int64(0);
        namesake.Reset();
        Delete(number);
    }

    private void Delete(long number)
    {
        delete.Bind(number).Run();
        deleteHistory.Bind(number).Bind(long.MaxValue).Run();
    }

    private void WriteRow(StoredInstance instance)
    {
        bytes.Clear();
        if (instance.Pending.Count > 0)
            JournalCodec.WriteEvents(bytes, instance.Pending);
        upsert
            .Bind(instance.Number).Bind(instance.Id).Bind(instance.Orchestration).Bind(instance.Version).Bind((long)instance.Status)
            .Bind(instance.Generation).Bind(instance.Turns).Bind(instance.CreatedUtc.Ticks).Bind(instance.UpdatedUtc.Ticks)
            .Bind(instance.ParentId).Bind(instance.ParentNumber).Bind(instance.ParentTask)
            .Bind(instance.Input.Span).Bind(instance.Output.Span).Bind(instance.CustomStatus.Span)
            .Bind(instance.Failure is null ? null : FailureText.Write(instance.Failure)).Bind(bytes.Written)
            .Run();
    }

    /// <summary>One row for the new turns of each generation: frames one after the other, each with its length.</summary>
    private void WriteTurns(StoredInstance instance)
    {
        for (var start = 0; start < instance.Unflushed.Count;)
        {
            var (generation, firstTurn, _) = instance.Unflushed[start];
            bytes.Clear();
            var end = start;
            for (; end < instance.Unflushed.Count && instance.Unflushed[end].Generation == generation; end++)
                bytes.Bytes(instance.Unflushed[end].Frame);
            if (keepPastGenerations || generation == instance.Generation)
                addTurns.Bind(instance.Number).Bind(generation).Bind(firstTurn).Bind(end - start).Bind(bytes.Written).Run();
            start = end;
        }
    }
}
