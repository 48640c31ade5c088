using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Analysis;

/// <summary>Where a change from one price to the next becomes a signal. Both are compared strictly: a change that equals a threshold is a hold.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MomentumThresholds
{
    public static readonly MomentumThresholds Default = new(0.005, -0.005);

    /// <param name="buyAbove">Buys above it, 0.005 for 0.5 %; finite and more than 0.</param>
    /// <param name="sellBelow">Sells below it; finite and less than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is on the wrong side of 0 or not finite.</exception>
    public MomentumThresholds(double buyAbove, double sellBelow)
    {
        BuyAbove = buyAbove > 0 && double.IsFinite(buyAbove) ? buyAbove : throw new ArgumentOutOfRangeException(nameof(buyAbove), buyAbove, "Must be a number above 0.");
        SellBelow = sellBelow < 0 && double.IsFinite(sellBelow) ? sellBelow : throw new ArgumentOutOfRangeException(nameof(sellBelow), sellBelow, "Must be a number below 0.");
    }

    public double BuyAbove { get; }

    public double SellBelow { get; }
}
