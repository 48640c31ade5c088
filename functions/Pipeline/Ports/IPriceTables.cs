using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>What becomes of a contract that has a value which is no price.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BadValues>))]
public enum BadValues
{
    /// <summary>The contract fails, and it alone.</summary>
    Contract,

    /// <summary>The value counts as absent, and is counted.</summary>
    Skip,

    /// <summary>The table is refused.</summary>
    Refuse,
}

/// <summary>What is done about the faults of a table. By default a wrong row or header refuses the table, and a wrong value fails its contract.</summary>
/// <param name="SkipBadRows">Leaves out rows with too few or too many fields, without a time, or with one that is not after the row before; they are counted.</param>
/// <param name="SkipBadColumns">Leaves out columns without a name, and all columns of a name that comes twice.</param>
public sealed record TableRules(bool SkipBadRows = false, bool SkipBadColumns = false, BadValues BadValues = BadValues.Contract);

/// <summary>Where a price table is, and how it is read.</summary>
/// <param name="Path">A file, or the address or name of a blob.</param>
public sealed record PriceTableSource(string Path, TableRules Rules);

/// <summary>Wide price tables: a first column <c>timestamp</c>, then one column per contract. CSV and CSV.gz of files on any host; Parquet and blobs in the cloud tier.</summary>
public interface IPriceTables
{
    /// <summary>Opens a table; one that has been read a moment ago and has not changed since is not read again.</summary>
    /// <exception cref="PriceTableException">There is none, it is damaged, or breaks a rule.</exception>
    /// <exception cref="IOException">It cannot be read now; that may pass.</exception>
    ValueTask<IPriceTable> Open(PriceTableSource source, CancellationToken cancellationToken);

    /// <summary>Why there is no table under a path, as far as can be said without opening it; null where there may be one.</summary>
    string? Problem(string path);

    /// <summary>No more is asked of this table soon.</summary>
    void Forget(PriceTableSource source);
}

/// <summary>A table that was read; it never changes.</summary>
public interface IPriceTable
{
    /// <summary>SHA-256 of the file as it lies there, lower-case hexadecimal.</summary>
    string Digest { get; }

    int Rows { get; }

    /// <summary>Names of the columns behind the time, without those that were left out.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>What is wrong with a column as a whole, with the place where the table names it.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    PriceTableException Fault(int column, string problem);

    /// <summary>Rows that were left out, by reason.</summary>
    IReadOnlyDictionary<string, int> SkippedRows { get; }

    /// <summary>The first rows that were left out, at most <see cref="SkippedPlace.Most"/> of each reason, in the order of the file.</summary>
    IReadOnlyList<SkippedPlace> SkippedPlaces { get; }

    /// <summary>Columns that were left out, each a sentence.</summary>
    IReadOnlyList<string> SkippedColumns { get; }

    /// <summary>Values of some columns that count as absent because they are no prices; none where the rules do not skip them.</summary>
    /// <param name="columns">Indices into <see cref="Columns"/>.</param>
    /// <returns>How many, and where some of the first are: at most <see cref="SkippedPlace.Most"/>.</returns>
    (long Count, IReadOnlyList<SkippedPlace> Places) SkippedValues(IReadOnlyList<int> columns);

    /// <summary>Times of the rows, UTC ticks, increasing. A time without an offset counts as UTC.</summary>
    ReadOnlySpan<long> Times { get; }

    /// <summary>The time of a row as the table spells it, ASCII.</summary>
    ReadOnlySpan<byte> TimeText(int row);

    /// <summary>Copies a column, NaN where a price is absent.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    /// <param name="prices">As long as the table has rows.</param>
    /// <returns>Values that count as absent because they are no prices.</returns>
    /// <exception cref="PriceTableException">The column has a value that is no price, and the rules fail the contract for it.</exception>
    int Read(int column, Span<double> prices);
}
