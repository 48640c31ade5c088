using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Notifications;

/// <summary>Hours of a day in which only what is critical is told, by whatever clock the time is taken from.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after them; before <paramref name="From"/> where they go over midnight.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    public bool Covers(TimeOnly time) => From <= To ? time >= From && time < To : time >= From || time < To;
}
