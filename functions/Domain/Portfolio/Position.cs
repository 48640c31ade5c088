namespace TradingFunctions.Domain.Portfolio;

/// <summary>Shares held of one symbol and what they cost, at average cost.</summary>
/// <remarks>The cost is kept as a sum and not as an average, so that cost, realised and unrealised P&amp;L add up to the last digit.</remarks>
/// <param name="SignedQuantity">Shares; negative for a short position.</param>
/// <param name="CostBasis">Dollars paid for a long position; negative, dollars received, for a short one.</param>
public readonly record struct Position(decimal SignedQuantity, Money CostBasis)
{
    /// <summary>Digits of the cost that a partial close takes out.</summary>
    private const int CostDigits = 8;

    public bool IsFlat => SignedQuantity == 0m;

    public bool IsLong => SignedQuantity > 0m;

    public bool IsShort => SignedQuantity < 0m;

    public Quantity Quantity => new(Math.Abs(SignedQuantity));

    /// <summary>Average cost per share, rounded to 1e-6 dollars; null when flat.</summary>
    public Price? AverageCost => IsFlat || CostBasis == Money.Zero ? null : new Price(Math.Round(CostBasis.Amount / SignedQuantity, 6));

    /// <summary>Value at a price; negative for a short position.</summary>
    public Money MarketValue(Price mark) => new(SignedQuantity * mark.Amount);

    public Money Unrealized(Price mark) => MarketValue(mark) - CostBasis;

    /// <summary>The position after a fill, and the P&amp;L that the fill realised. A fill larger than an opposite position closes it and opens the other side.</summary>
    public (Position Position, Money Realized) Apply(decimal signedQuantity, Price price)
    {
        if (IsFlat || Math.Sign(signedQuantity) == Math.Sign(SignedQuantity))
        {
            return (new Position(SignedQuantity + signedQuantity, new Money(CostBasis.Amount + (signedQuantity * price.Amount))), Money.Zero);
        }

        if (Math.Abs(signedQuantity) > Math.Abs(SignedQuantity))
        {
            var (_, closed) = Apply(-SignedQuantity, price);
            var rest = signedQuantity + SignedQuantity;
            return (new Position(rest, new Money(rest * price.Amount)), closed);
        }

        var left = SignedQuantity + signedQuantity;
        var costOut = left == 0m ? CostBasis.Amount : Math.Round(CostBasis.Amount * (-signedQuantity / SignedQuantity), CostDigits);
        var realized = new Money((-signedQuantity * price.Amount) - costOut);
        return (left == 0m ? default : new Position(left, new Money(CostBasis.Amount - costOut)), realized);
    }

    /// <summary>The position after a split: other shares at the same cost. Shares are kept to 1e-9.</summary>
    public Position Split(int newShares, int oldShares) => this with { SignedQuantity = Math.Round(SignedQuantity * newShares / oldShares, 9) };
}
