using System.Globalization;
using Parquet;
using Parquet.Schema;
using TimeFormat = Parquet.Schema.DateTimeFormat;

namespace TradingFunctions.Cloud.Tests.Analysis;

/// <summary>A column of a Parquet file.</summary>
/// <param name="Write">Writes the values of so many rows from one on.</param>
internal sealed record WrittenColumn(Field Field, int Rows, Func<ParquetRowGroupWriter, int, int, Task> Write)
{
    public static WrittenColumn Of<T>(string name, params T?[] values) where T : struct => Of(new DataField<T>(name, nullable: true), values);

    public static WrittenColumn Of<T>(DataField field, params T?[] values) where T : struct =>
        new(field, values.Length, (group, from, count) => group.WriteAsync<T>(field, new ReadOnlyMemory<T?>(values, from, count)));

    public static WrittenColumn Whole<T>(DataField field, params T[] values) where T : struct =>
        new(field, values.Length, (group, from, count) => group.WriteAsync<T>(field, new ReadOnlyMemory<T>(values, from, count)));

    public static WrittenColumn Text(string name, params string?[] values)
    {
        var field = new DataField<string>(name, nullable: true);
        return new WrittenColumn(field, values.Length, (group, from, count) => group.WriteAsync(field, values[from..(from + count)]));
    }

    /// <summary>Instants of UTC, in microseconds.</summary>
    public static WrittenColumn Times(params DateTime?[] values) => Of(new DateTimeDataField("timestamp", TimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable: true), values);

    /// <summary>Minutes from a Monday's opening on.</summary>
    public static WrittenColumn Minutes(int count) => Times([.. Enumerable.Range(0, count).Select(i => (DateTime?)Minute(i))]);

    public static DateTime Minute(int number) => new DateTime(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc).AddMinutes(number);
}

/// <summary>Writes Parquet files.</summary>
internal static class ParquetFile
{
    public static async Task<string> Write(string path, int rowsInAGroup, params WrittenColumn[] columns)
    {
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), file);
        for (var from = 0; from < columns[0].Rows; from += rowsInAGroup)
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in columns)
                await column.Write(group, from, Math.Min(rowsInAGroup, column.Rows - from));
        }

        return path;
    }

    public static Task<string> Write(string path, params WrittenColumn[] columns) => Write(path, int.MaxValue, columns);

    /// <summary>The same table as Parquet: a CSV whose prices are numbers or absent.</summary>
    public static Task<string> OfCsv(string csv, string path, int rowsInAGroup)
    {
        var lines = File.ReadAllLines(csv);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        var times = rows.Select(row => (DateTime?)DateTime.Parse(row[0], null, System.Globalization.DateTimeStyles.AdjustToUniversal)).ToArray();
        var prices = lines[0].Split(',').Skip(1).Select((name, i) => WrittenColumn.Of(name, [.. rows.Select(row => row[i + 1].Length == 0 ? (double?)null : double.Parse(row[i + 1]))]));
        return Write(path, rowsInAGroup, [WrittenColumn.Times(times), .. prices]);
    }

    /// <summary>Header and rows of a table of results, spelled as its CSV spells them.</summary>
    public static async Task<string[]> Lines(string path)
    {
        await using var file = File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(file);
        var fields = reader.Schema.DataFields;
        var lines = new List<string> { string.Join(',', fields.Select(field => field.Name)) };
        foreach (var group in reader.RowGroups)
        {
            var columns = new List<string?[]>();
            foreach (var field in fields)
                columns.Add(await Texts(group, field));
            lines.AddRange(Enumerable.Range(0, (int)group.RowCount).Select(row => string.Join(',', columns.Select(column => column[row]))));
        }

        return [.. lines];
    }

    static async Task<string?[]> Texts(ParquetRowGroupReader group, DataField field)
    {
        var rows = (int)group.RowCount;
        if (field is DateTimeDataField)
        {
            var times = new DateTime[rows];
            await group.ReadRawAsync<DateTime>(field, times.AsMemory(), null, null, CancellationToken.None);
            return [.. times.Select(time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture))];
        }

        if (field.ClrType != typeof(double))
        {
            var words = new string?[rows];
            await group.ReadAsync(field, words.AsMemory());
            return words;
        }

        var (values, levels) = (new double[rows], new int[rows]);
        await group.ReadRawAsync<double>(field, values.AsMemory(), levels.AsMemory(), null, CancellationToken.None);
        var next = 0;
        return [.. levels.Select(level => level == field.MaxDefinitionLevel ? values[next++].ToString("R", CultureInfo.InvariantCulture) : string.Empty)];
    }
}
