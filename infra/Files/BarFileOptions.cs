using TradingFunctions.Domain;

namespace TradingFunctions.Infra.Files;

/// <summary>What to read of a bar file and how.</summary>
public sealed record BarFileOptions
{
    /// <summary>Symbols to read; null for all. A symbol that the file does not have gives a warning.</summary>
    public IReadOnlyCollection<Symbol>? Symbols { get; init; }

    /// <summary>First New York date to read; null for the file's first.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last New York date to read; null for the file's last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Leaves prices as they were traded even where the file has an adjusted close.</summary>
    public bool Raw { get; init; }

    /// <summary>Counts broken rows by reason and goes on, instead of failing at the first.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>Takes daily rows on dates without a regular session, as bars of 09:30 to 16:00, instead of calling them broken.</summary>
    public bool AllowNonSessionDays { get; init; }
}
