using Parquet;
using Parquet.Schema;
using TradingFunctions.Pipeline.Ports;
using TimeFormat = Parquet.Schema.DateTimeFormat;

namespace TradingFunctions.Infra.Parquet;

/// <summary>Tables of results as Parquet: <c>timestamp</c> of UTC, <c>price</c>, <c>change</c>, <c>signal</c>, <c>quality</c>, as many of them as the table has. What is absent is null.</summary>
public sealed class ParquetResultTables : IResultTableFormat
{
    private const long TicksOfAMicrosecond = TimeSpan.TicksPerMicrosecond;

    private const long MostTicksOfNanoseconds = long.MaxValue / TimeSpan.NanosecondsPerTick;

    /// <summary>In groups of rows that a reader can skip, and that bound what one column needs beside the table.</summary>
    private const int RowsOfAGroup = 262_144;

    public async Task Write(ResultTable table, Stream stream, CancellationToken cancellationToken)
    {
        var time = Time(table.Times);
        var price = new DataField<double>("price", nullable: true);
        var change = table.Changes is null ? null : new DataField<double>("change", nullable: true);
        var signal = table.Signals is null ? null : new DataField<string>("signal", nullable: false);
        var quality = table.Qualities is null ? null : new DataField<string>("quality", nullable: false);
        var fields = new DataField?[] { time, price, change, signal, quality };
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields.OfType<DataField>()), stream, cancellationToken: cancellationToken);
        for (var from = 0; from < table.Times.Length; from += RowsOfAGroup)
        {
            var rows = from..Math.Min(from + RowsOfAGroup, table.Times.Length);
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<DateTime>(time, Array.ConvertAll(table.Times[rows], ticks => new DateTime(ticks, DateTimeKind.Utc)), cancellationToken: cancellationToken);
            await Numbers(group, price, table.Prices, rows, cancellationToken);
            await Numbers(group, change, table.Changes, rows, cancellationToken);
            await Words(group, signal, table.Signals, rows);
            await Words(group, quality, table.Qualities, rows);
        }
    }

    /// <summary>In microseconds, which every reader knows; in nanoseconds where a time is finer, which hold the years from 1677 to 2262.</summary>
    private static DateTimeDataField Time(long[] times)
    {
        var unit = Array.TrueForAll(times, ticks => ticks % TicksOfAMicrosecond == 0) ? DateTimeTimeUnit.Micros : DateTimeTimeUnit.Nanos;
        if (unit == DateTimeTimeUnit.Nanos && Array.FindIndex(times, ticks => Math.Abs(ticks - DateTime.UnixEpoch.Ticks) > MostTicksOfNanoseconds) is >= 0 and var at)
        {
            throw new NotSupportedException(
                $"Row {at + 1}: Parquet cannot hold {new DateTime(times[at], DateTimeKind.Utc):O} beside times finer than a microsecond: in nanoseconds it holds the years from 1677 to 2262. Take Csv, or round the times to microseconds.");
        }

        return new DateTimeDataField("timestamp", TimeFormat.Timestamp, isAdjustedToUTC: true, unit, isNullable: false);
    }

    private static Task Numbers(ParquetRowGroupWriter group, DataField? field, double[]? values, Range rows, CancellationToken cancellationToken) => field is null
        ? Task.CompletedTask
        : group.WriteAsync<double>(field, Array.ConvertAll(values![rows], value => double.IsNaN(value) ? (double?)null : value), cancellationToken: cancellationToken);

    private static Task Words(ParquetRowGroupWriter group, DataField? field, string[]? values, Range rows) => field is null ? Task.CompletedTask : group.WriteAsync(field, values![rows]);
}
