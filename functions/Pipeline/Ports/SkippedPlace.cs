namespace TradingFunctions.Pipeline.Ports;

/// <summary>A row or value of a table that was left out by option.</summary>
/// <param name="Reason">As the sums name it; <see cref="Value"/> for a value that is no price.</param>
/// <param name="Place">Line of the file, 1 the header; in formats without lines the row, 1 the first with prices.</param>
/// <param name="Column">Number of the column; 0 where the whole row is meant.</param>
/// <param name="Name">Name of the column; null where the whole row or the time is meant.</param>
/// <param name="Problem">What is wrong, a sentence without its subject, with the text that stands there.</param>
public sealed record SkippedPlace(string Reason, long Place, int Column, string? Name, string Problem)
{
    /// <summary>Most that are kept of one reason: whoever has thousands mends them by their kind.</summary>
    public const int Most = 20;

    public const string Value = "value";
}
