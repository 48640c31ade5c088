using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Risk;

/// <summary>What the broker said that the account may still buy or sell short.</summary>
/// <param name="Told">Dollars, by the broker's own rules of margin.</param>
/// <param name="Committed">What of the books the broker knew then: cost of positions and entries at work.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BuyingPower(Money Told, Money Committed)
{
    /// <summary>What is left of it: what has been committed since is taken off, what has become free is the broker's to tell.</summary>
    /// <param name="committed">Cost of positions and of all entries that are reserved, now.</param>
    public Money Left(Money committed) => committed > Committed ? Told - (committed - Committed) : Told;
}
