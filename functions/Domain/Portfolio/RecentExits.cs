using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>The latest exits of all symbols, in the order of their times, and what the protections last read from them: a reading stands until a ban ends, an exit leaves its window, or
/// there is another exit.</summary>
internal sealed class RecentExits
{
    private readonly ClosedExit[] exits;
    private Known<ProtectionReading>? stops;
    private Known<ProtectionReading>? profit;
    private Known<Falling>? fall;

    public RecentExits(ClosedExit[] exits) => this.exits = exits;

    public static RecentExits Of(IEnumerable<SymbolBook> books) => new([.. books.SelectMany(book => book.Holding.Exits).OrderBy(exit => exit.AtUtc).ThenBy(exit => exit.Order)]);

    public ProtectionReading StopGuard(RiskLimits limits, DateTime nowUtc) => (stops is { } known && known.Holds(limits, nowUtc)
        ? known
        : stops = Reading(limits, nowUtc, Protections.StopGuard(exits, limits, nowUtc), limits.StopGuardWindow)).Value;

    public ProtectionReading LowProfit(RiskLimits limits, DateTime nowUtc) => (profit is { } known && known.Holds(limits, nowUtc)
        ? known
        : profit = Reading(limits, nowUtc, Protections.LowProfit(exits, limits, nowUtc), limits.LowProfitWindow)).Value;

    /// <summary>No window can have fallen by more than all that was lost in any of them: as long as that is below the limit there is no ban to look for.</summary>
    public ProtectionReading WindowDrawdown(RiskLimits limits, Money equity, DateTime nowUtc)
    {
        var known = Falls(limits, nowUtc);
        return equity > Money.Zero && known.Losses < limits.MaxWindowDrawdown * equity.Amount
            ? new ProtectionReading(known.Dollars / equity.Amount, null)
            : Protections.WindowDrawdown(exits, limits, equity, nowUtc);
    }

    /// <summary>The tape after one symbol's exits have changed.</summary>
    public RecentExits Exchanged(ClosedExit[] before, ClosedExit[] after)
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
        return new RecentExits([.. kept]).ReadAs(this);
    }

    /// <summary>Reads here what was read of another tape, so that the next decision finds it and reads nothing.</summary>
    private RecentExits ReadAs(RecentExits other)
    {
        if (exits.Length > 0)
        {
            var lastUtc = exits[^1].AtUtc;
            _ = other.stops is { } s ? StopGuard(s.Limits, s.Since(lastUtc)) : default;
            _ = other.profit is { } p ? LowProfit(p.Limits, p.Since(lastUtc)) : default;
            _ = other.fall is { } f ? Falls(f.Limits, f.Since(lastUtc)) : default;
        }

        return this;
    }

    private Falling Falls(RiskLimits limits, DateTime nowUtc) => (fall is { } known && known.Holds(limits, nowUtc)
        ? known
        : fall = new(limits, nowUtc, LeavesUtc(limits.DrawdownWindow, nowUtc), new Falling(
            Protections.Fall(exits, limits.DrawdownWindow, nowUtc), LossesSince(nowUtc - limits.DrawdownDuration - limits.DrawdownWindow)))).Value;

    private decimal LossesSince(DateTime sinceUtc)
    {
        var losses = 0m;
        for (var i = exits.Length - 1; i >= 0 && exits[i].AtUtc >= sinceUtc; i--)
        {
            losses += Math.Max(0m, -exits[i].Profit.Amount);
        }

        return losses;
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

    private Known<ProtectionReading> Reading(RiskLimits limits, DateTime nowUtc, ProtectionReading reading, TimeSpan window) =>
        new(limits, nowUtc, reading.UntilUtc ?? LeavesUtc(window, nowUtc), reading);

    /// <param name="Dollars">Fall of the window that ends now.</param>
    /// <param name="Losses">Of all exits that are in a window that may ban yet.</param>
    private readonly record struct Falling(decimal Dollars, decimal Losses);

    private sealed record Known<T>(RiskLimits Limits, DateTime FromUtc, DateTime UntilUtc, T Value)
    {
        public bool Holds(RiskLimits limits, DateTime nowUtc) => ReferenceEquals(Limits, limits) && FromUtc <= nowUtc && nowUtc < UntilUtc;

        /// <summary>When this was read, or the later time.</summary>
        public DateTime Since(DateTime utc) => utc > FromUtc ? utc : FromUtc;
    }
}
