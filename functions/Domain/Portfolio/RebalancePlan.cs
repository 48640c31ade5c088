namespace TradingFunctions.Domain.Portfolio;

/// <summary>One trade of a rebalancing.</summary>
/// <param name="Held">Shares held, signed.</param>
/// <param name="Target">Shares to hold.</param>
/// <param name="Weight">Share of equity held, signed.</param>
/// <param name="TargetWeight">Share of equity to hold.</param>
/// <param name="Quantity">Shares to buy or sell.</param>
/// <param name="Closes">The whole position is given up.</param>
public sealed record RebalanceItem(
    Symbol Symbol, Orders.Side Side, Quantity Quantity, bool Closes, decimal Held, decimal Target, decimal Weight, decimal TargetWeight, Price Price, Money Notional);

/// <summary>A symbol that is left as it is.</summary>
public sealed record RebalanceSkip(Symbol Symbol, string Reason);

/// <summary>What would bring a portfolio to its target weights: sales first, then purchases, each in ordinal order.</summary>
/// <param name="Equity">Dollars that the weights are shares of.</param>
public sealed record RebalancePlan(Money Equity, RebalanceItem[] Items, RebalanceSkip[] Skipped)
{
    /// <param name="state">The account.</param>
    /// <param name="prices">Of every symbol that is held or has a target.</param>
    /// <param name="targets">Share of equity per symbol, 0 or more.</param>
    /// <param name="closeOthers">Whether positions without a target are given up; else they are left alone.</param>
    /// <param name="leastTrade">Smaller trades are left out.</param>
    /// <param name="lotSize">Shares are bought and sold in multiples of it.</param>
    public static RebalancePlan Of(
        AccountState state, IReadOnlyDictionary<Symbol, Price> prices, IReadOnlyDictionary<Symbol, decimal> targets, bool closeOthers, Money leastTrade, decimal lotSize)
    {
        var equity = Valuation.Of(state, prices).Equity;
        var (sales, purchases, skipped) = (new List<RebalanceItem>(), new List<RebalanceItem>(), new List<RebalanceSkip>());
        var held = state.Symbols.Where(pair => !pair.Value.Position.IsFlat).Select(pair => pair.Key);
        foreach (var symbol in targets.Keys.Union(held).Order())
        {
            var isTarget = targets.TryGetValue(symbol, out var weight);
            if (!isTarget && !closeOthers)
            {
                skipped.Add(new RebalanceSkip(symbol, "has no target"));
                continue;
            }

            var shares = state.Book(symbol).Position.SignedQuantity;
            var price = prices[symbol];
            var target = Math.Floor(weight * Math.Max(0m, equity.Amount) / price.Amount / lotSize) * lotSize;
            var change = target - shares;
            var notional = new Money(Math.Abs(change) * price.Amount);
            if (change == 0m || (notional < leastTrade && target != 0m))
            {
                skipped.Add(new RebalanceSkip(symbol, change == 0m ? "is at its target" : $"the trade of {notional} dollars is below {leastTrade}"));
                continue;
            }

            var item = new RebalanceItem(
                symbol, change > 0m ? Orders.Side.Buy : Orders.Side.Sell, new Quantity(Math.Abs(change)), target == 0m, shares, target, Weight(shares * price.Amount, equity), weight, price, notional);
            var reduces = Math.Sign(change) == -Math.Sign(shares);
            (reduces ? sales : purchases).Add(item);
        }

        return new RebalancePlan(equity, [.. sales, .. purchases], [.. skipped]);
    }

    private static decimal Weight(decimal value, Money equity) => equity > Money.Zero ? Math.Round(value / equity.Amount, 6) : 0m;
}
