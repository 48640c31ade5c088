namespace TradingFunctions.Domain.Risk;

/// <summary>How often a strategy has traded lately, and whether it is switched off.</summary>
/// <param name="StartUtc">Start of the running window.</param>
/// <param name="Entries">Entries approved in it.</param>
/// <param name="PreviousEntries">Entries approved in the window before: both together never cover less than one whole window.</param>
/// <param name="HaltedUtc">Since when it is off; null while it is on.</param>
/// <param name="Reason">Why it is off.</param>
/// <param name="IsOffByItself">It traded too often; nobody switched it off.</param>
public sealed record StrategyActivity(
    StrategyId Id, DateTime StartUtc, int Entries, int PreviousEntries, DateTime? HaltedUtc = null, string? Reason = null, bool IsOffByItself = false)
{
    public static StrategyActivity None(StrategyId id) => new(id, default, 0, 0);

    /// <summary>The counts as of a time, older windows dropped.</summary>
    public StrategyActivity At(DateTime nowUtc, TimeSpan window)
    {
        var start = new DateTime(nowUtc.Ticks - (nowUtc.Ticks % window.Ticks), DateTimeKind.Utc);
        return start == StartUtc
            ? this
            : this with { StartUtc = start, Entries = 0, PreviousEntries = start - StartUtc == window ? Entries : 0 };
    }

    /// <summary>Counts an entry; the one that reaches the limit is the last until a person switches the strategy on (EU RTS 6, article 15 (3)).</summary>
    public StrategyActivity Count(DateTime nowUtc, TimeSpan window, int limit)
    {
        var now = At(nowUtc, window);
        var next = now with { Entries = now.Entries + 1 };
        var total = next.Entries + next.PreviousEntries;
        return total < limit || next.HaltedUtc is not null ? next : next with { HaltedUtc = nowUtc, Reason = $"{total} executions", IsOffByItself = true };
    }
}
