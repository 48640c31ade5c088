using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Instances;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Storage;

/// <summary>Binary form of a batch of changes.</summary>
internal static class JournalCodec
{
    public static void Write(ByteWriter writer, in Change change)
    {
        var instance = change.Instance;
        writer.Byte((byte)change.Kind);
        writer.Number(instance.Number);
        switch (change.Kind)
        {
            case ChangeKind.Create:
                writer.Text(instance.Id);
                writer.Text(instance.Orchestration);
                writer.Text(instance.Version);
                writer.Ticks(instance.CreatedUtc);
                writer.Text(instance.ParentId);
                writer.Number(instance.ParentNumber);
                writer.Number(instance.ParentTask);
                writer.Byte((byte)instance.Status);
                writer.Bytes(instance.Input.Span);
                break;
            case ChangeKind.Turn:
                var turn = change.Turn!;
                writer.Number(turn.ConsumedPending);
                WriteEvents(writer, turn.Carried);
                writer.Bytes(turn.Frame);
                break;
            case ChangeKind.Queue:
                TurnCodec.Write(writer, change.Event);
                break;
            case ChangeKind.Status:
                writer.Byte((byte)change.Status);
                writer.Ticks(change.AtUtc);
                writer.Failure(change.Failure);
                break;
            default:
                break;
        }
    }

    /// <param name="reader">Where a change starts.</param>
    /// <param name="find">Gives the instance of a row number.</param>
    public static Change Read(ref ByteReader reader, Func<long, StoredInstance> find)
    {
        var kind = (ChangeKind)reader.Byte();
        var number = reader.Number();
        return kind switch
        {
            ChangeKind.Create => new(kind, ReadInstance(ref reader, number)),
            ChangeKind.Turn => ReadTurn(ref reader, find(number)),
            ChangeKind.Queue => new(kind, find(number), Event: TurnCodec.ReadEvent(ref reader)),
            ChangeKind.Status => new(kind, find(number), Status: (InstanceStatus)reader.Byte(), AtUtc: reader.Ticks(), Failure: reader.Failure()),
            ChangeKind.Remove => new(kind, find(number)),
            _ => throw new EngineStorageException($"The engine's journal holds a change of unknown kind {kind}. A newer build wrote it: use that build."),
        };
    }

    public static void WriteEvents(ByteWriter writer, IReadOnlyCollection<TurnEvent> events)
    {
        writer.Number(events.Count);
        foreach (var item in events)
            TurnCodec.Write(writer, item);
    }

    public static TurnEvent[] ReadEvents(ref ByteReader reader)
    {
        var events = new TurnEvent[reader.Count()];
        for (var i = 0; i < events.Length; i++)
            events[i] = TurnCodec.ReadEvent(ref reader);
        return events;
    }

    private static Change ReadTurn(ref ByteReader reader, StoredInstance instance)
    {
        var consumed = reader.Count();
        var carried = ReadEvents(ref reader);
        return new(ChangeKind.Turn, instance, Turn: TurnOutcome.Read(reader.Bytes().ToArray(), consumed, carried));
    }

    private static StoredInstance ReadInstance(ref ByteReader reader, long number)
    {
        var (id, orchestration, version, created) = (reader.Text()!, reader.Text()!, reader.Text()!, reader.Ticks());
        var (parentId, parentNumber, parentTask) = (reader.Text(), reader.Number(), reader.Count());
        return new()
        {
            Number = number,
            Id = id,
            Orchestration = orchestration,
            Version = version,
            CreatedUtc = created,
            UpdatedUtc = created,
            ParentId = parentId,
            ParentNumber = parentNumber,
            ParentTask = parentTask,
            Status = (InstanceStatus)reader.Byte(),
            Input = reader.Bytes().ToArray(),
        };
    }
}
