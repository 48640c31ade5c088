using System.Runtime.InteropServices;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What a decision asks of the lists of a holding, worked out when they are booked.</summary>
/// <remarks>Almost every decision learns from it that nothing in the lists concerns it. To read that off them would be to fetch some twenty objects from memory, for another symbol each time.</remarks>
/// <param name="LatestEntryUtc">Of the entries that the duplicate control remembers.</param>
/// <param name="FirstExitUtc">Of the exits that the protections remember.</param>
/// <param name="LastExitUtc">Of the same; null where there are none.</param>
/// <param name="Profit">Of all of them on their cost; null where they had none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RecentPast(DateTime? LatestEntryUtc, DateTime FirstExitUtc, DateTime? LastExitUtc, decimal? Profit)
{
    public static RecentPast Of(Holding holding)
    {
        var (entries, exits) = (holding.Recent, holding.Exits);
        return entries.Length == 0 && exits.Length == 0
            ? default
            : new RecentPast(
                entries.Length > 0 ? entries.Max(entry => entry.AtUtc) : null,
                exits.Length > 0 ? exits[0].AtUtc : default,
                exits.Length > 0 ? exits[^1].AtUtc : null,
                Protections.Profit(exits));
    }

    /// <summary>Whether an entry is remembered that is younger than this.</summary>
    public bool HasEntryWithin(TimeSpan age, DateTime nowUtc) => nowUtc - LatestEntryUtc < age;

    /// <summary>What low profit reads where no exit is young enough to ban and none has left the window; null where the exits themselves must be looked at.</summary>
    public ProtectionReading? LowProfit(RiskLimits limits, DateTime nowUtc) =>
        LastExitUtc is null || (LastExitUtc + limits.LowProfitDuration <= nowUtc && nowUtc - FirstExitUtc < limits.LowProfitWindow) ? new ProtectionReading(Profit, UntilUtc: null) : null;
}
