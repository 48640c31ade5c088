using Parquet;
using Parquet.Schema;

namespace TradingFunctions.Infra.Parquet;

/// <summary>A wide price table: a column of times, and one of prices per contract. A column is read when it is asked for, and no other with it.</summary>
public sealed class ParquetPriceTable : IAsyncDisposable
{
    /// <summary>Name of the column of times.</summary>
    public const string TimeColumn = "timestamp";

    private readonly ParquetReader reader;
    private readonly Dictionary<string, DataField> fields;

    private ParquetPriceTable(ParquetReader reader)
    {
        this.reader = reader;
        fields = reader.Schema.DataFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>Names of the contracts, in the file's order.</summary>
    public IReadOnlyList<string> Contracts => [.. reader.Schema.DataFields.Select(column => column.Name).Where(name => name != TimeColumn)];

    /// <param name="stream">Seekable; the caller closes it after the table.</param>
    /// <exception cref="InvalidDataException">Not a Parquet file, or one without times.</exception>
    public static async Task<ParquetPriceTable> Open(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            var table = new ParquetPriceTable(await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellationToken));
            return table.fields.ContainsKey(TimeColumn) ? table : throw new InvalidDataException($"The table has no column '{TimeColumn}'.");
        }
        catch (IOException e)
        {
            throw new InvalidDataException($"The file is not Parquet: {e.Message}", e);
        }
    }

    /// <summary>Times of the rows, UTC.</summary>
    public async Task<DateTime[]> Times(CancellationToken cancellationToken) =>
        [.. (await Read<DateTime>(fields[TimeColumn], cancellationToken)).Select(time => DateTime.SpecifyKind(time ?? throw new InvalidDataException("A row has no time."), DateTimeKind.Utc))];

    /// <summary>Prices of a contract, dollars; null where a row has none.</summary>
    /// <exception cref="InvalidDataException">No such contract, or no numbers.</exception>
    public async Task<double?[]> Prices(string contract, CancellationToken cancellationToken)
    {
        if (contract == TimeColumn || !fields.TryGetValue(contract, out var field))
        {
            throw new InvalidDataException($"The table has no contract '{contract}'.");
        }

        return field.ClrType switch
        {
            var type when type == typeof(double) => await Read<double>(field, cancellationToken),
            var type when type == typeof(float) => [.. (await Read<float>(field, cancellationToken)).Select(price => (double?)price)],
            var type when type == typeof(decimal) => [.. (await Read<decimal>(field, cancellationToken)).Select(price => (double?)price)],
            var type => throw new InvalidDataException($"The column '{contract}' holds {type.Name}, not prices."),
        };
    }

    public ValueTask DisposeAsync() => reader.DisposeAsync();

    private async Task<T?[]> Read<T>(DataField field, CancellationToken cancellationToken) where T : struct
    {
        var all = new List<T?>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var values = new T?[rows.RowCount];
            if (field.IsNullable)
            {
                await rows.ReadAsync(field, values.AsMemory(), cancellationToken: cancellationToken);
            }
            else
            {
                var present = new T[rows.RowCount];
                await rows.ReadAsync(field, present.AsMemory(), cancellationToken: cancellationToken);
                values = [.. present.Select(value => (T?)value)];
            }

            all.AddRange(values);
        }

        return [.. all];
    }
}
