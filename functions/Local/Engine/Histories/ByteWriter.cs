using System.Buffers.Binary;
using System.Text;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Histories;

/// <summary>Growing buffer for the engine's binary frames: variable-length integers, length-prefixed UTF-8 and bytes.</summary>
internal sealed class ByteWriter
{
    private byte[] buffer = new byte[1024];
    private int length;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public int Length => length;

    public void Clear() => length = 0;

    public byte[] ToArray() => Written.ToArray();

    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>A number from -1 up.</summary>
    public void Number(long value)
    {
        var rest = (ulong)(value + 1);
        while (rest >= 0x80)
        {
            Byte((byte)(rest & 0x7F | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void Ticks(DateTime utc) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), utc.Ticks);

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(-1);
            return;
        }

        var count = Encoding.UTF8.GetByteCount(value);
        Number(count);
        Encoding.UTF8.GetBytes(value, Reserve(count));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    public void Failure(TaskFailure? failure)
    {
        Text(failure?.Task);
        if (failure is null)
            return;
        Text(failure.Code);
        Text(failure.Message);
        Byte(failure.Retriable ? (byte)1 : (byte)0);
    }

    private Span<byte> Reserve(int count)
    {
        if (buffer.Length - length < count)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
        length += count;
        return buffer.AsSpan(length - count, count);
    }
}
