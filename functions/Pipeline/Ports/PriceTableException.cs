namespace TradingFunctions.Pipeline.Ports;

/// <summary>A price table, or one column of it, cannot be used. The message names file, line and column and says what is wrong.</summary>
/// <param name="file">Path as given.</param>
/// <param name="problem">What is wrong, a sentence without its subject.</param>
/// <param name="line">Line, 1 the header; 0 where the whole file is meant.</param>
/// <param name="column">Number of the column; 0 where the whole row is meant.</param>
/// <param name="name">Name of the column, where it has one.</param>
/// <param name="row">Row, 1 the first with prices, in formats without lines; 0 where none is meant.</param>
public sealed class PriceTableException(string file, string problem, long line = 0, int column = 0, string? name = null, Exception? inner = null, long row = 0)
    : Exception(Describe(file, problem, line, column, name, row), inner)
{
    private const int MostCharacters = 40;

    public string File { get; } = file;

    public long Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>Foreign text as a message shows it: without control characters, and not too long.</summary>
    public static string Show(string text)
    {
        var shown = text.Length <= MostCharacters ? text : text[..MostCharacters] + "...";
        return string.Create(shown.Length, shown, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '?' : from[i];
            }
        });
    }

    private static string Describe(string file, string problem, long line, int column, string? name, long row)
    {
        var place = line > 0 ? FormattableString.Invariant($"{file}:{line}:") : row > 0 ? FormattableString.Invariant($"{file}: row {row}:") : $"{file}:";
        return (column, name) switch
        {
            (0, _) => $"{place} {problem}",
            (_, null or "") => FormattableString.Invariant($"{place} column {column} {problem}"),
            _ => FormattableString.Invariant($"{place} column {column} ({Show(name)}) {problem}"),
        };
    }
}
