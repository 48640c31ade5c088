using Parquet;
using Parquet.Schema;

namespace TradingFunctions.Infra.Parquet;

/// <summary>Values of a column in a row group, one after the other where there are any, with the rows that they are of.</summary>
/// <param name="Values">Those that are there.</param>
/// <param name="Levels">Per row what says whether it has one; null where every row has.</param>
/// <param name="Full">The level of a row that has one.</param>
internal sealed record ParquetColumn<T>(T[] Values, int[]? Levels, int Full)
{
    public bool Has(int row) => Levels is null || Levels[row] == Full;
}

/// <summary>Reads columns of row groups.</summary>
internal static class ParquetColumns
{
    /// <summary>A plain column; null for what is nested or repeated.</summary>
    public static DataField? Plain(Field field) => field is DataField { MaxRepetitionLevel: 0 } plain ? plain : null;

    /// <summary>The package knows text, whatever its width on the disk, as memory of characters.</summary>
    public static bool IsText(DataField field) => field.ClrType == typeof(ReadOnlyMemory<char>);

    /// <summary>What a column holds, for a message.</summary>
    public static string TypeOf(Field field) => field switch
    {
        DataField { MaxRepetitionLevel: 0 } bytes when bytes.ClrType == typeof(ReadOnlyMemory<byte>) => "values of type Binary",
        DataField { MaxRepetitionLevel: 0 } plain => $"values of type {plain.ClrType.Name}",
        _ => $"values of type {field.SchemaType}",
    };

    public static async Task<ParquetColumn<T>> Read<T>(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        where T : struct
    {
        CheckRows(group, field);
        var values = new T[group.RowCount];
        if (field.MaxDefinitionLevel == 0)
        {
            await group.ReadRawAsync<T>(field, values.AsMemory(), null, null, cancellationToken);
            return new ParquetColumn<T>(values, Levels: null, Full: 0);
        }

        var levels = new int[group.RowCount];
        await group.ReadRawAsync<T>(field, values.AsMemory(), levels.AsMemory(), null, cancellationToken);
        return new ParquetColumn<T>(values, levels, field.MaxDefinitionLevel);
    }

    /// <summary>Words, one a row; null where there is none.</summary>
    public static async Task<ParquetColumn<string?>> ReadText(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        CheckRows(group, field);
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory(), cancellationToken: cancellationToken);
        return new ParquetColumn<string?>(values, Levels: null, Full: 0);
    }

    /// <summary>The package takes a column that is too short for one whose last rows have no value.</summary>
    private static void CheckRows(ParquetRowGroupReader group, DataField field)
    {
        if (group.GetMetadata(field)?.MetaData?.NumValues is var values && values != group.RowCount)
        {
            throw new InvalidDataException($"it has {values} values in a group of {group.RowCount} rows.");
        }
    }
}
