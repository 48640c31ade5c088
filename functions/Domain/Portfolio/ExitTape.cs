using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>The latest exits of all symbols, in the order of their times, and what the protections last read from them: a reading stands until a ban ends, an exit leaves its window, or
/// there is another exit.</summary>
internal sealed class ExitTape
{
    private readonly ClosedExit[] exits;
    private readonly decimal losses;
    private Known? stops;
    private Known? profit;
    private KnownFall? fall;

    public ExitTape(ClosedExit[] exits)
    {
        this.exits = exits;
        foreach (var exit in exits)
        {
            losses += Math.Max(0m, -exit.Profit.Amount);
        }
    }

    public static ExitTape Of(IEnumerable<SymbolBook> books) => new([.. books.SelectMany(book => book.Holding.Exits).OrderBy(exit => exit.AtUtc).ThenBy(exit => exit.Order)]);

    public ProtectionReading StopGuard(RiskLimits limits, DateTime nowUtc) => (stops is { } known && known.Holds(limits, nowUtc)
        ? known
        : stops = Known.Of(limits, nowUtc, Protections.StopGuard(exits, limits, nowUtc), LeavesUtc(limits.StopGuardWindow, nowUtc))).Reading;

    public ProtectionReading LowProfit(RiskLimits limits, DateTime nowUtc) => (profit is { } known && known.Holds(limits, nowUtc)
        ? known
        : profit = Known.Of(limits, nowUtc, Protections.LowProfit(exits, limits, nowUtc), LeavesUtc(limits.LowProfitWindow, nowUtc))).Reading;

    /// <summary>No window can have fallen by more than everything that was ever lost here: as long as that is below the limit there is no ban to look for.</summary>
    public ProtectionReading WindowDrawdown(RiskLimits limits, Money equity, DateTime nowUtc)
    {
        if (equity <= Money.Zero || !(losses / equity.Amount < limits.MaxWindowDrawdown))
        {
            return Protections.WindowDrawdown(exits, limits, equity, nowUtc);
        }

        if (fall is not { } known || !known.Holds(limits, nowUtc))
        {
            fall = known = new KnownFall(limits, nowUtc, LeavesUtc(limits.DrawdownWindow, nowUtc), Protections.Fall(exits, limits.DrawdownWindow, nowUtc));
        }

        return new ProtectionReading(known.Dollars / equity.Amount, null);
    }

    /// <summary>The tape after one symbol's exits have changed.</summary>
    public ExitTape Exchanged(ClosedExit[] before, ClosedExit[] after)
    {
        var gone = new HashSet<ClosedExit>(before, ReferenceEqualityComparer.Instance);
        var kept = new List<ClosedExit>(exits.Length + 1);
        var next = 0;
        foreach (var exit in exits)
        {
            if (gone.Contains(exit))
            {
                continue;
            }

            while (next < after.Length && ComesBefore(after[next], exit))
            {
                kept.Add(after[next++]);
            }

            kept.Add(exit);
        }

        kept.AddRange(after.AsSpan(next));
        return new ExitTape([.. kept]);
    }

    private static bool ComesBefore(ClosedExit one, ClosedExit other) =>
        one.AtUtc < other.AtUtc || (one.AtUtc == other.AtUtc && one.Order.CompareTo(other.Order) < 0);

    /// <summary>When the oldest exit inside a window that ends now will have left it.</summary>
    private DateTime LeavesUtc(TimeSpan window, DateTime nowUtc)
    {
        var first = exits.Length;
        while (first > 0 && nowUtc - exits[first - 1].AtUtc < window)
        {
            first--;
        }

        return first < exits.Length ? exits[first].AtUtc + window : DateTime.MaxValue;
    }

    private sealed record Known(RiskLimits Limits, DateTime FromUtc, DateTime UntilUtc, ProtectionReading Reading)
    {
        public static Known Of(RiskLimits limits, DateTime nowUtc, ProtectionReading reading, DateTime leavesUtc) => new(limits, nowUtc, reading.UntilUtc ?? leavesUtc, reading);

        public bool Holds(RiskLimits limits, DateTime nowUtc) => ReferenceEquals(Limits, limits) && FromUtc <= nowUtc && nowUtc < UntilUtc;
    }

    private sealed record KnownFall(RiskLimits Limits, DateTime FromUtc, DateTime UntilUtc, decimal Dollars)
    {
        public bool Holds(RiskLimits limits, DateTime nowUtc) => ReferenceEquals(Limits, limits) && FromUtc <= nowUtc && nowUtc < UntilUtc;
    }
}
