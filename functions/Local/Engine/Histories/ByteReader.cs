using System.Buffers.Binary;
using System.Text;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Histories;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; byte fields are slices of the source.</summary>
internal struct ByteReader(ReadOnlyMemory<byte> source)
{
    private int position;

    public readonly bool AtEnd => position >= source.Length;

    public byte Byte() => Take(1).Span[0];

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)value - 1;
            if (shift > 56)
                throw Broken();
        }
    }

    public int Count() => (int)Number();

    public DateTime Ticks() => new(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)).Span), DateTimeKind.Utc);

    public string? Text()
    {
        var count = Count();
        return count < 0 ? null : Encoding.UTF8.GetString(Take(count).Span);
    }

    public ReadOnlyMemory<byte> Bytes() => Take(Count());

    public TaskFailure? Failure() => Text() is { } task ? new(task, Text()!, Text()!, Byte() == 1) : null;

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count < 0 || count > source.Length - position)
            throw Broken();
        position += count;
        return source.Slice(position - count, count);
    }

    private static EngineStorageException Broken() =>
        new("The engine's database holds a record that ends too early. Restore the data directory from a backup.");
}
