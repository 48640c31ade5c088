using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Files;

/// <summary>The bars of a file.</summary>
/// <param name="Period">Length of a bar; one day for daily bars.</param>
/// <param name="Series">One per symbol, in ordinal order of the symbols; none is empty.</param>
/// <param name="Rows">Bars in <paramref name="Series"/>.</param>
/// <param name="SkippedRows">Broken rows left out, by reason; empty unless <see cref="BarFileOptions.SkipBadRows"/>.</param>
/// <param name="Warnings">For a person: split-like jumps, symbols that were asked for and are not there.</param>
/// <param name="ContentHash">SHA-256 of the file as it lies on disk, lower-case hexadecimal.</param>
/// <param name="Adjusted">Whether prices were scaled by the file's adjusted close.</param>
public sealed record BarFileContents(
    TimeSpan Period,
    IReadOnlyList<BarSeries> Series,
    int Rows,
    IReadOnlyDictionary<BadRow, int> SkippedRows,
    IReadOnlyList<string> Warnings,
    string ContentHash,
    bool Adjusted);
