namespace TradingFunctions.Local.Engine.Histories;

/// <summary>Binary form of a turn. A frame is written once, by the thread that ran the turn, and kept as it is.</summary>
internal static class TurnCodec
{
    public static void Write(ByteWriter writer, DateTime atUtc, List<TurnEvent> events, List<TurnAction> actions, ReadOnlyMemory<byte>? status)
    {
        writer.Ticks(atUtc);
        writer.Byte(status is null ? (byte)0 : (byte)1);
        if (status is { } json)
            writer.Bytes(json.Span);
        writer.Number(events.Count);
        foreach (var item in events)
            Write(writer, item);
        writer.Number(actions.Count);
        foreach (var action in actions)
        {
            writer.Byte((byte)action.Kind);
            writer.Number(action.TaskId);
            writer.Text(action.Name);
            writer.Text(action.Version);
            writer.Text(action.Target);
            writer.Number(action.DueTicks);
            writer.Bytes(action.Data.Span);
            writer.Failure(action.Failure);
        }
    }

    public static void Write(ByteWriter writer, in TurnEvent item)
    {
        writer.Byte((byte)item.Kind);
        writer.Number(item.TaskId);
        writer.Text(item.Name);
        writer.Bytes(item.Data.Span);
        writer.Failure(item.Failure);
    }

    public static TurnRecord Read(ReadOnlyMemory<byte> frame, int generation, int turn)
    {
        var reader = new ByteReader(frame);
        var atUtc = reader.Ticks();
        ReadOnlyMemory<byte>? status = reader.Byte() == 1 ? reader.Bytes() : null;
        var events = new TurnEvent[reader.Count()];
        for (var i = 0; i < events.Length; i++)
            events[i] = ReadEvent(ref reader);
        var actions = new TurnAction[reader.Count()];
        for (var i = 0; i < actions.Length; i++)
        {
            actions[i] = new((TurnActionKind)reader.Byte(), reader.Count(), reader.Text(), reader.Text(), reader.Text(), reader.Number(), reader.Bytes(),
                reader.Failure());
        }

        return new(generation, turn, atUtc, events, actions, status);
    }

    public static TurnEvent ReadEvent(ref ByteReader reader) =>
        new((TurnEventKind)reader.Byte(), reader.Count(), reader.Text(), reader.Bytes(), reader.Failure());
}
