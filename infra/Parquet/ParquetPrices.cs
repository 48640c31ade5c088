using System.Globalization;
using System.Numerics;
using System.Text;
using Parquet;
using Parquet.Schema;
using TradingFunctions.Pipeline.Analysis.Tables;

namespace TradingFunctions.Infra.Parquet;

/// <summary>Prices of a row group: numbers of any kind, or text, which is read as in CSV. A column of anything else has values that are no prices.</summary>
/// <param name="kept">Rows of the group that count, in their order.</param>
/// <param name="first">Number of the group's first row.</param>
/// <param name="block">Where they go.</param>
internal sealed class ParquetPrices(ParquetRowGroupReader group, int[] kept, long first, TableBlock block)
{
    private delegate bool PriceReader<in T>(T value, out double price);

    public Task Read(Field field, int target, CancellationToken cancellationToken)
    {
        if (field is TimeDataField || ParquetColumns.Plain(field) is not { } plain)
        {
            return Refuse(field, target);
        }

        return Type.GetTypeCode(plain.ClrType) switch
        {
            TypeCode.Double => Numbers<double>(),
            TypeCode.Single => Numbers<float>(),
            TypeCode.SByte => Numbers<sbyte>(),
            TypeCode.Byte => Numbers<byte>(),
            TypeCode.Int16 => Numbers<short>(),
            TypeCode.UInt16 => Numbers<ushort>(),
            TypeCode.Int32 => Numbers<int>(),
            TypeCode.UInt32 => Numbers<uint>(),
            TypeCode.Int64 => Numbers<long>(),
            TypeCode.UInt64 => Numbers<ulong>(),
            TypeCode.Decimal => Place(ParquetColumns.Read<decimal>(group, plain, cancellationToken), target, ReadDecimal),
            _ when ParquetColumns.IsText(plain) => Place(ParquetColumns.ReadText(group, plain, cancellationToken), target, ReadText),
            _ when plain.ClrType == typeof(Half) => Numbers<Half>(),
            _ => Refuse(field, target),
        };

        Task Numbers<T>()
            where T : struct, INumberBase<T> => Place(ParquetColumns.Read<T>(group, plain, cancellationToken), target, ReadNumber);
    }

    private async Task Place<T>(Task<ParquetColumn<T>> reading, int target, PriceReader<T> read)
    {
        var column = await reading;
        var prices = block.Column(target);
        var (row, next) = (0, 0);
        for (var i = 0; i < kept.Length; i++)
        {
            for (; row < kept[i]; row++)
            {
                next += column.Has(row) ? 1 : 0;
            }

            prices[i] = double.NaN;
            if (column.Has(row) && !read(column.Values[next], out prices[i]))
            {
                block.AddBad(target, first + row, Convert.ToString(column.Values[next], CultureInfo.InvariantCulture)!);
            }
        }
    }

    private Task Refuse(Field field, int target)
    {
        block.Column(target).Fill(double.NaN);
        foreach (var row in kept)
        {
            block.AddBad(target, first + row, ParquetColumns.TypeOf(field));
        }

        return Task.CompletedTask;
    }

    private static bool ReadNumber<T>(T value, out double price)
        where T : struct, INumberBase<T>
    {
        price = double.CreateChecked(value);
        if (price is (>= PriceText.Least and <= PriceText.Greatest) or double.NaN)
        {
            return true;
        }

        price = double.NaN;
        return false;
    }

    /// <summary>By its digits, so that it is the double that CSV would give.</summary>
    private static bool ReadDecimal(decimal value, out double price)
    {
        Span<byte> text = stackalloc byte[64];
        return value.TryFormat(text, out var written, provider: CultureInfo.InvariantCulture) & PriceText.TryRead(text[..written], out price, out _);
    }

    private static bool ReadText(string? value, out double price)
    {
        var text = Encoding.UTF8.GetBytes(value ?? string.Empty);
        if (PriceText.TryRead(text, out price, out var length) && length == text.Length)
        {
            return true;
        }

        price = double.NaN;
        return false;
    }
}
