namespace TradingFunctions.Domain.Risk;

/// <summary>An order that closed shares, as the protections remember it.</summary>
/// <param name="AtUtc">Its last fill.</param>
/// <param name="Profit">P&amp;L it realised, fees taken off.</param>
/// <param name="Cost">What the closed shares had cost.</param>
/// <param name="IsStop">A protective stop closed them.</param>
public sealed record ClosedExit(ClientOrderId Order, DateTime AtUtc, Money Profit, Money Cost, bool IsStop)
{
    /// <summary>Exits of one symbol that are remembered at most.</summary>
    public const int MaxPerSymbol = 16;

    /// <summary>Adds a fill to the exits of a symbol: the fills of one order are one exit.</summary>
    public static ClosedExit[] Add(ClosedExit[] exits, ClosedExit fill)
    {
        if (exits is [.., { } last] && last.Order == fill.Order)
        {
            return [.. exits[..^1], last with { AtUtc = fill.AtUtc, Profit = last.Profit + fill.Profit, Cost = last.Cost + fill.Cost }];
        }

        return [.. exits.Length < MaxPerSymbol ? exits : exits[^(MaxPerSymbol - 1)..], fill];
    }
}
