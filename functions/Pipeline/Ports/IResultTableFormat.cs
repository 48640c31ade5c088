using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>How tables of results are written down.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultFormat>))]
public enum ResultFormat
{
    /// <summary>CSV, compressed with gzip.</summary>
    Csv,

    /// <summary>Parquet; in the cloud tier.</summary>
    Parquet,
}

/// <summary>A table of results, column by column; each is as long as <paramref name="Times"/>.</summary>
/// <param name="Times">UTC ticks, increasing.</param>
/// <param name="Prices">NaN where absent.</param>
/// <param name="Changes">NaN where there is none; null for a table without this column.</param>
/// <param name="Signals"><c>buy</c>, <c>sell</c>, <c>hold</c>; null for a table without this column.</param>
/// <param name="Qualities"><c>good</c>, <c>bad</c>, <c>neutral</c>; null for a table without this column.</param>
public sealed record ResultTable(long[] Times, double[] Prices, double[]? Changes = null, string[]? Signals = null, string[]? Qualities = null);

/// <summary>Writes tables of results in a format that not every build has. Made by its name, hence no constructor parameters.</summary>
public interface IResultTableFormat
{
    /// <summary>Writes a whole table.</summary>
    /// <exception cref="NotSupportedException">The format cannot hold a value of it, which the message names.</exception>
    Task Write(ResultTable table, Stream stream, CancellationToken cancellationToken);
}
