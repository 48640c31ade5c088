using System.Buffers.Binary;
using System.IO.Compression;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>Many bars as one text: columns, the differences from bar to bar, deflated. Exact: every double comes back bit for bit.</summary>
public static class BarBlock
{
    /// <summary>Prices of this grid are written as whole numbers of it; a block with any other price is written as it is.</summary>
    private const double Tick = 1e-4;

    private const byte OnGrid = 1;
    private const byte AsIs = 2;
    private const int Columns = 7;

    /// <summary>Columns before those of values: ends and lengths.</summary>
    private const int Times = 2;

    public static string Write(IReadOnlyList<Bar> bars)
    {
        using var packed = new MemoryStream();
        var isOnGrid = bars.All(IsOnGrid);
        packed.WriteByte(isOnGrid ? OnGrid : AsIs);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // In one piece: every write is a call of the native library.
            deflate.Write(Numbers(bars, isOnGrid));
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <exception cref="InvalidDataException">The text is no block of so many bars.</exception>
    public static Bar[] Read(string text, int count)
    {
        try
        {
            var packed = Convert.FromBase64String(text);
            var isOnGrid = packed[0] == OnGrid;
            using var inflate = new DeflateStream(new MemoryStream(packed, 1, packed.Length - 1), CompressionMode.Decompress);
            var bytes = new byte[checked((Columns + Times) * count * sizeof(long))];
            inflate.ReadExactly(bytes);
            var ends = ReadNumbers(bytes, 0, count);
            var lengths = ReadNumbers(bytes, 1, count);
            var values = new double[Columns][];
            for (var column = 0; column < Columns; column++)
            {
                values[column] = Array.ConvertAll(ReadNumbers(bytes, Times + column, count), number => isOnGrid ? Math.Round(number * Tick, 4) : BitConverter.Int64BitsToDouble(number));
            }

            var bars = new Bar[count];
            for (var i = 0; i < count; i++)
            {
                bars[i] = new Bar(
                    new DateTime(ends[i] - lengths[i], DateTimeKind.Utc), new DateTime(ends[i], DateTimeKind.Utc),
                    values[0][i], values[1][i], values[2][i], values[3][i], values[4][i], values[5][i], values[6][i]);
            }

            return bars;
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException($"This is no block of {count} bars.", e);
        }
    }

    private static double Value(in Bar bar, int column) => column switch
    {
        0 => bar.Open,
        1 => bar.High,
        2 => bar.Low,
        3 => bar.Close,
        4 => bar.Volume,
        5 => bar.Bid,
        _ => bar.Ask,
    };

    private static bool IsOnGrid(Bar bar)
    {
        for (var column = 0; column < Columns; column++)
        {
            var value = Value(bar, column);
            if (!(Math.Abs(value) < 1e11) || BitConverter.DoubleToInt64Bits(Math.Round(Math.Round(value / Tick) * Tick, 4)) != BitConverter.DoubleToInt64Bits(value))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Numbers(IReadOnlyList<Bar> bars, bool isOnGrid)
    {
        var bytes = new byte[(Columns + Times) * bars.Count * sizeof(long)];
        WriteNumbers(bytes, 0, bars.Count, i => bars[i].EndUtc.Ticks);
        WriteNumbers(bytes, 1, bars.Count, i => (bars[i].EndUtc - bars[i].StartUtc).Ticks);
        for (var column = 0; column < Columns; column++)
        {
            var c = column;
            WriteNumbers(bytes, Times + c, bars.Count, i => isOnGrid ? (long)Math.Round(Value(bars[i], c) / Tick) : BitConverter.DoubleToInt64Bits(Value(bars[i], c)));
        }

        return bytes;
    }

    private static void WriteNumbers(byte[] bytes, int column, int count, Func<int, long> number)
    {
        long before = 0;
        for (var i = 0; i < count; i++)
        {
            var next = number(i);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(((column * count) + i) * sizeof(long)), unchecked(next - before));
            before = next;
        }
    }

    private static long[] ReadNumbers(byte[] bytes, int column, int count)
    {
        var numbers = new long[count];
        long before = 0;
        for (var i = 0; i < count; i++)
        {
            numbers[i] = before = unchecked(before + BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(((column * count) + i) * sizeof(long))));
        }

        return numbers;
    }
}
