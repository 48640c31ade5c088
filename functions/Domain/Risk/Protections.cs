namespace TradingFunctions.Domain.Risk;

/// <summary>What a protection says of one symbol at one time.</summary>
/// <param name="Value">What was measured; null where there is nothing to measure.</param>
/// <param name="UntilUtc">End of the ban; null where there is none.</param>
public readonly record struct ProtectionReading(decimal? Value, DateTime? UntilUtc)
{
    public bool Bans(DateTime nowUtc) => UntilUtc > nowUtc;
}

/// <summary>The protections of freqtrade: bans that follow from the latest exits and end by themselves.</summary>
/// <remarks>
/// They are functions of the exits in the books and of the limits, and keep nothing themselves: a restart, a replay or a changed limit gives what a
/// host that never stopped would say. Exits are in the order of their times; a window of length w ends at an exit's time t and holds (t - w, t].
/// </remarks>
public static class Protections
{
    /// <summary>Banned for a time after the last of so many stops inside a window.</summary>
    public static ProtectionReading StopGuard(ReadOnlySpan<ClosedExit> exits, RiskLimits limits, DateTime nowUtc)
    {
        for (var last = exits.Length - 1; last >= 0; last--)
        {
            var until = exits[last].AtUtc + limits.StopGuardDuration;
            if (until <= nowUtc)
            {
                break;
            }

            if (exits[last].IsStop && Stops(Window(exits, last, limits.StopGuardWindow)) is var stops && stops >= limits.StopGuardStops)
            {
                return new ProtectionReading(stops, until);
            }
        }

        return new ProtectionReading(Stops(Until(exits, nowUtc, limits.StopGuardWindow)), null);
    }

    /// <summary>Banned for a time after an exit with which the exits of a window, enough of them, earned too little on their cost.</summary>
    public static ProtectionReading LowProfit(ReadOnlySpan<ClosedExit> exits, RiskLimits limits, DateTime nowUtc)
    {
        // The window slides back with the exit that ends it: each exit comes in once and leaves once.
        var first = exits.Length;
        decimal profit = 0m, cost = 0m;
        for (var last = exits.Length - 1; last >= 0; last--)
        {
            var until = exits[last].AtUtc + limits.LowProfitDuration;
            if (until <= nowUtc)
            {
                break;
            }

            for (; first > 0 && exits[last].AtUtc - exits[first - 1].AtUtc < limits.LowProfitWindow; first--)
            {
                profit += exits[first - 1].Profit.Amount;
                cost += exits[first - 1].Cost.Amount;
            }

            if (last + 1 - first >= limits.LowProfitTrades && cost > 0m && profit < limits.MinProfit * cost)
            {
                return new ProtectionReading(profit / cost, until);
            }

            profit -= exits[last].Profit.Amount;
            cost -= exits[last].Cost.Amount;
        }

        return new ProtectionReading(Profit(Until(exits, nowUtc, limits.LowProfitWindow)), null);
    }

    /// <summary>Banned for a time after an exit with which the realised P&amp;L of a window fell too far from its highest point, as a share of equity.</summary>
    public static ProtectionReading WindowDrawdown(ReadOnlySpan<ClosedExit> exits, RiskLimits limits, Money equity, DateTime nowUtc)
    {
        for (var last = exits.Length - 1; last >= 0; last--)
        {
            var until = exits[last].AtUtc + limits.DrawdownDuration;
            if (until <= nowUtc)
            {
                break;
            }

            if (Fall(Window(exits, last, limits.DrawdownWindow), equity) is { } fall && fall >= limits.MaxWindowDrawdown)
            {
                return new ProtectionReading(fall, until);
            }
        }

        return new ProtectionReading(Fall(Until(exits, nowUtc, limits.DrawdownWindow), equity), null);
    }

    private static ReadOnlySpan<ClosedExit> Window(ReadOnlySpan<ClosedExit> exits, int last, TimeSpan length) => Until(exits[..(last + 1)], exits[last].AtUtc, length);

    private static ReadOnlySpan<ClosedExit> Until(ReadOnlySpan<ClosedExit> exits, DateTime endUtc, TimeSpan length)
    {
        var first = exits.Length;
        while (first > 0 && endUtc - exits[first - 1].AtUtc < length)
        {
            first--;
        }

        return exits[first..];
    }

    private static int Stops(ReadOnlySpan<ClosedExit> exits)
    {
        var stops = 0;
        foreach (var exit in exits)
        {
            stops += exit.IsStop ? 1 : 0;
        }

        return stops;
    }

    /// <summary>What exits earned on their cost; null where they had none.</summary>
    internal static decimal? Profit(ReadOnlySpan<ClosedExit> exits)
    {
        decimal profit = 0m, cost = 0m;
        foreach (var exit in exits)
        {
            profit += exit.Profit.Amount;
            cost += exit.Cost.Amount;
        }

        return cost > 0m ? profit / cost : null;
    }

    /// <summary>Largest fall of the realised P&amp;L from its highest point inside a window that ends now, dollars.</summary>
    public static decimal Fall(ReadOnlySpan<ClosedExit> exits, TimeSpan window, DateTime nowUtc) => Fall(Until(exits, nowUtc, window));

    /// <summary>As a share of equity; a share of none is unknown.</summary>
    private static decimal? Fall(ReadOnlySpan<ClosedExit> exits, Money equity) => Fall(exits) is var fall && equity > Money.Zero ? fall / equity.Amount : fall == 0m ? 0m : null;

    private static decimal Fall(ReadOnlySpan<ClosedExit> exits)
    {
        decimal sum = 0m, peak = 0m, fall = 0m;
        foreach (var exit in exits)
        {
            sum += exit.Profit.Amount;
            peak = Math.Max(peak, sum);
            fall = Math.Max(fall, peak - sum);
        }

        return fall;
    }
}
