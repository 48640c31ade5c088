namespace TradingFunctions.Domain.Portfolio;

/// <summary>Stop distance times shares of an open position.</summary>
internal static class OpenRisk
{
    /// <param name="risk">Before the fill, dollars.</param>
    /// <param name="before">Shares held before, signed.</param>
    /// <param name="after">Shares held afterwards, signed.</param>
    /// <param name="fill">Shares, bought positive.</param>
    /// <param name="stopDistance">Dollars a share that the order puts at risk.</param>
    public static Money After(Money risk, decimal before, decimal after, decimal fill, Money stopDistance)
    {
        if (after == 0m)
        {
            return Money.Zero;
        }

        if (before == 0m || Math.Sign(before) == Math.Sign(fill))
        {
            return risk + (stopDistance * Math.Abs(fill));
        }

        return Math.Sign(before) == Math.Sign(after)
            ? new Money(Math.Round(risk.Amount * (after / before), 8))
            : stopDistance * Math.Abs(after);
    }
}
