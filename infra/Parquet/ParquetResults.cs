using Parquet;
using Parquet.Schema;

namespace TradingFunctions.Infra.Parquet;

/// <summary>A column of numbers.</summary>
/// <param name="Values">As many as there are times; null where there is none.</param>
public sealed record NumberColumn(string Name, double?[] Values);

/// <summary>A column of words.</summary>
/// <param name="Values">As many as there are times; null where there is none.</param>
public sealed record TextColumn(string Name, string?[] Values);

/// <summary>Writes a table of results: times, then numbers, then words.</summary>
public static class ParquetResults
{
    /// <exception cref="ArgumentException">A column is longer or shorter than the times.</exception>
    public static async Task Write(Stream stream, DateTime[] times, IReadOnlyList<NumberColumn> numbers, IReadOnlyList<TextColumn> texts, CancellationToken cancellationToken)
    {
        foreach (var (name, count) in numbers.Select(column => (column.Name, column.Values.Length)).Concat(texts.Select(column => (column.Name, column.Values.Length))))
        {
            if (count != times.Length)
            {
                throw new ArgumentException($"The column '{name}' has {count} values for {times.Length} times.", nameof(numbers));
            }
        }

        var time = new DataField<DateTime>(ParquetPriceTable.TimeColumn);
        var numberFields = numbers.Select(column => new DataField<double>(column.Name, nullable: true)).ToArray();
        var textFields = texts.Select(column => new DataField<string>(column.Name, nullable: true)).ToArray();
        Field[] fields = [time, .. numberFields, .. textFields];
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, cancellationToken: cancellationToken);
        using var rows = writer.CreateRowGroup();
        await rows.WriteAsync<DateTime>(time, times.AsMemory(), cancellationToken: cancellationToken);
        for (var i = 0; i < numberFields.Length; i++)
        {
            await rows.WriteAsync<double>(numberFields[i], numbers[i].Values.AsMemory(), cancellationToken: cancellationToken);
        }

        for (var i = 0; i < textFields.Length; i++)
        {
            await rows.WriteAsync(textFields[i], texts[i].Values);
        }
    }
}
