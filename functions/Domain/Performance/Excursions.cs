namespace TradingFunctions.Domain.Performance;

/// <summary>How far a trade went against and in favour of its holder while it was open (Sweeney, 1996), as positive fractions of the entry price.</summary>
/// <param name="Adverse">Maximum adverse excursion.</param>
/// <param name="Favourable">Maximum favourable excursion.</param>
public sealed record Excursions(double Adverse, double Favourable)
{
    /// <param name="lows">Lowest prices of the bars that the trade was open in.</param>
    /// <param name="highs">Highest prices of the same bars.</param>
    public static Excursions Of(bool isLong, double entry, ReadOnlySpan<double> lows, ReadOnlySpan<double> highs)
    {
        double lowest = entry, highest = entry;
        foreach (var low in lows)
        {
            lowest = Math.Min(lowest, low);
        }

        foreach (var high in highs)
        {
            highest = Math.Max(highest, high);
        }

        var (down, up) = ((entry - lowest) / entry, (highest - entry) / entry);
        return isLong ? new Excursions(down, up) : new Excursions(up, down);
    }
}

/// <summary>How often a portfolio is exchanged.</summary>
public static class Turnover
{
    /// <summary>The lesser of purchases and sales over average equity (SEC, Form N-1A, item 13); 0 without equity.</summary>
    public static double Of(Money purchases, Money sales, Money averageEquity) =>
        averageEquity > Money.Zero ? (double)((purchases < sales ? purchases : sales).Amount / averageEquity.Amount) : 0;
}
