namespace TradingFunctions.Domain.Risk;

/// <summary>When each of a set of marks was made.</summary>
/// <param name="times">UTC. Never changed again.</param>
public sealed class MarkTimes(IReadOnlyDictionary<Symbol, DateTime> times)
{
    private Symbol[]? oldestFirst;

    public static MarkTimes None { get; } = new(new Dictionary<Symbol, DateTime>());

    /// <summary>Of two that are as old the first by name.</summary>
    public IReadOnlyList<Symbol> OldestFirst => oldestFirst ??= [.. times.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key)];

    /// <summary>Null where there is none.</summary>
    public DateTime? Of(Symbol symbol) => times.TryGetValue(symbol, out var atUtc) ? atUtc : null;
}

/// <summary>How much of open sessions has gone by since each of a set of marks, worked out for those that are asked for.</summary>
/// <param name="openTimeBetween">The venue's calendar.</param>
public sealed class MarkAges(MarkTimes times, DateTime nowUtc, Func<DateTime, DateTime, TimeSpan> openTimeBetween)
{
    /// <summary>All of this moment.</summary>
    public static MarkAges None { get; } = new(MarkTimes.None, default, (_, _) => TimeSpan.Zero);

    /// <summary>The same whatever the moment.</summary>
    public MarkTimes Times => times;

    /// <summary>Symbols with a mark.</summary>
    public IReadOnlyList<Symbol> OldestFirst => times.OldestFirst;

    /// <summary>One that has no time is of this moment.</summary>
    public TimeSpan this[Symbol symbol] => times.Of(symbol) is { } atUtc && atUtc != nowUtc ? openTimeBetween(atUtc, nowUtc) : TimeSpan.Zero;
}
