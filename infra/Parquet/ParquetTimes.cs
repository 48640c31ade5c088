using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;
using TradingFunctions.Pipeline.Analysis.Tables;
using TimeFormat = Parquet.Schema.DateTimeFormat;

namespace TradingFunctions.Infra.Parquet;

/// <summary>Times of a row group: timestamps of any unit, dates, text, or seconds or milliseconds since 1970. A time without a zone counts as UTC.</summary>
internal static class ParquetTimes
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private const string Date = "yyyy-MM-dd";

    /// <param name="first">Number of the group's first row.</param>
    /// <returns>Rows of the group that count.</returns>
    /// <exception cref="NotSupportedException">The column holds no times.</exception>
    public static Task<int[]> Read(ParquetRowGroupReader group, Field field, TableTimes times, long first, CancellationToken cancellationToken) => ParquetColumns.Plain(field) switch
    {
        DateTimeDataField instants => Take(ParquetColumns.Read<DateTime>(group, instants, cancellationToken), group, times, first, Format(instants)),
        TimeDataField => throw NoTimes(field),
        { } text when ParquetColumns.IsText(text) => Take(ParquetColumns.ReadText(group, text, cancellationToken), group, times, first, value => value ?? string.Empty),
        { } number when number.ClrType == typeof(long) => Take(ParquetColumns.Read<long>(group, number, cancellationToken), group, times, first, value => value.ToString(CultureInfo.InvariantCulture)),
        { } number when number.ClrType == typeof(int) => Take(ParquetColumns.Read<int>(group, number, cancellationToken), group, times, first, value => value.ToString(CultureInfo.InvariantCulture)),
        _ => throw NoTimes(field),
    };

    private static Func<DateTime, string> Format(DateTimeDataField field)
    {
        var format = field.DateTimeFormat == TimeFormat.Date ? Date : Instant;
        return time => time.ToString(format, CultureInfo.InvariantCulture);
    }

    private static async Task<int[]> Take<T>(Task<ParquetColumn<T>> reading, ParquetRowGroupReader group, TableTimes times, long first, Func<T, string> text)
    {
        var column = await reading;
        var kept = new List<int>();
        var next = 0;
        for (var row = 0; row < group.RowCount; row++)
        {
            if (times.Take(column.Has(row) ? Encoding.UTF8.GetBytes(text(column.Values[next++])) : [], first + row))
            {
                kept.Add(row);
            }
        }

        return [.. kept];
    }

    private static NotSupportedException NoTimes(Field field) => new($"it holds {ParquetColumns.TypeOf(field)}, which are no times.");
}
