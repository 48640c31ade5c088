namespace TradingFunctions.AlpacaStub.Accounts;

/// <summary>Shares held, negative for a short position, and what they cost.</summary>
public readonly record struct Holding(decimal Quantity, decimal Cost)
{
    /// <summary>Books an execution at average cost.</summary>
    /// <param name="signed">Shares, bought positive.</param>
    public Holding Add(decimal signed, decimal price)
    {
        if (Quantity == 0m || Math.Sign(Quantity) == Math.Sign(signed))
        {
            return new Holding(Quantity + signed, Cost + (signed * price));
        }

        var left = Quantity + signed;
        return Math.Sign(left) == Math.Sign(Quantity) ? new Holding(left, Cost * left / Quantity) : new Holding(left, left * price);
    }
}
