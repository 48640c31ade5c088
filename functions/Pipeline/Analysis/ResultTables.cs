using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Formats of result tables that this build has.</summary>
/// <param name="parquet">Null in a build without the cloud tier.</param>
public sealed class ResultTables(IResultTableFormat? parquet)
{
    /// <summary>Why tables cannot be written in a format, a sentence; null where they can.</summary>
    public string? Problem(ResultFormat format) => format switch
    {
        ResultFormat.Csv => null,
        ResultFormat.Parquet when parquet is not null => null,
        ResultFormat.Parquet => "Parquet is part of the cloud tier and not in this build. Build with Cloud=true (docs/packages.md), or take Csv.",
        _ => $"There is no format {format}.",
    };

    /// <summary>What writes a format; null for CSV, which is written row by row.</summary>
    /// <exception cref="NotSupportedException">This build cannot write it.</exception>
    internal IResultTableFormat? Find(ResultFormat format) => Problem(format) is { } problem ? throw new NotSupportedException(problem) : format == ResultFormat.Csv ? null : parquet;
}
