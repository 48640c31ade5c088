namespace TradingFunctions.Infra.Files;

/// <summary>Why a row of a bar file cannot be used.</summary>
public enum BadRow
{
    /// <summary>More or fewer fields than the header.</summary>
    FieldCount,

    /// <summary>Not a ticker.</summary>
    Symbol,

    /// <summary>Not a time, or one outside the years of the exchange calendar.</summary>
    Time,

    /// <summary>Not a finite number.</summary>
    Number,

    /// <summary>A price that is zero, negative, or over 10,000,000.</summary>
    Price,

    /// <summary>A negative volume or size.</summary>
    Volume,

    /// <summary>High under low, or open or close outside of them.</summary>
    Range,

    /// <summary>A symbol or time earlier than the row before.</summary>
    Unsorted,

    /// <summary>The same symbol and time as the row before.</summary>
    Duplicate,

    /// <summary>Begins before the bar before it has ended.</summary>
    Overlap,

    /// <summary>A daily bar on a date without a regular session.</summary>
    NoSession,
}

/// <summary>A bar file cannot be read. The message names file, line and column and says what is wrong.</summary>
public sealed class BarFileException : Exception
{
    internal BarFileException(string file, string problem, long line = 0, string? column = null, BadRow? reason = null, Exception? inner = null)
        : base(Describe(file, problem, line, column), inner) => (File, Line, Column, Reason) = (file, line, column, reason);

    /// <summary>Path as given.</summary>
    public string File { get; }

    /// <summary>Line, 1 the header; 0 where the whole file is meant.</summary>
    public long Line { get; }

    /// <summary>Name of the column; null where the whole row or file is meant.</summary>
    public string? Column { get; }

    /// <summary>Set where one row is broken.</summary>
    public BadRow? Reason { get; }

    private static string Describe(string file, string problem, long line, string? column) => (line, column) switch
    {
        (0, _) => $"{file}: {problem}",
        (_, null) => $"{file}:{line}: {problem}",
        _ => $"{file}:{line}: {column} {problem}",
    };
}
