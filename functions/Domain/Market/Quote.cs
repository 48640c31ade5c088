namespace TradingFunctions.Domain.Market;

/// <summary>Best bid and ask of one symbol; a side that is 0 is absent.</summary>
/// <param name="AtUtc">Time of the quote.</param>
/// <param name="Bid">Dollars, 0 where absent.</param>
/// <param name="Ask">Dollars, 0 where absent.</param>
public readonly record struct Quote(DateTime AtUtc, double Bid, double Ask)
{
    public bool IsTwoSided => Bid > 0 && Ask >= Bid;

    /// <summary>Middle of a two-sided quote, dollars.</summary>
    public double Mid => (Bid + Ask) / 2;

    /// <summary>(ask - bid) / mid, a fraction.</summary>
    public double RelativeSpread => (Ask - Bid) / Mid;
}
