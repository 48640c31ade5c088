namespace TradingFunctions.Domain.Sizing;

/// <summary>How much of the equity an entry should be worth.</summary>
/// <param name="Method">The method that gave it, after any fallback.</param>
/// <param name="Share">Share of equity, 0 when the bet has no edge.</param>
public readonly record struct Stake(SizingMethod Method, decimal Share)
{
    /// <summary>Sizes an entry.</summary>
    /// <param name="entry">Price it is expected to fill at.</param>
    /// <param name="stop">Stop loss; null where there is none.</param>
    /// <param name="target">Take profit; null where there is none.</param>
    /// <param name="confidence">Probability of reaching the target before the stop, 0 to 1; null where unknown.</param>
    public static Stake For(SizingOptions options, Price entry, Price? stop, Price? target, decimal? confidence)
    {
        var loss = stop is { } s ? Math.Abs(entry.Amount - s.Amount) / entry.Amount : (decimal?)null;
        var gain = target is { } t ? Math.Abs(t.Amount - entry.Amount) / entry.Amount : (decimal?)null;
        return options.Method switch
        {
            SizingMethod.FractionalKelly when loss > 0m && gain > 0m && confidence is { } p => new Stake(SizingMethod.FractionalKelly, options.KellyFraction * Kelly(p, gain.Value, loss.Value)),
            SizingMethod.FixedRisk when loss > 0m => new Stake(SizingMethod.FixedRisk, options.RiskPerTrade / loss.Value),
            _ => new Stake(SizingMethod.FixedFraction, options.FixedFraction),
        };
    }

    /// <summary>The Kelly stake of a bet that wins <paramref name="gain"/> with probability <paramref name="p"/> and else loses <paramref name="loss"/>,
    /// both as shares of the stake: p / loss - (1 - p) / gain (Thorp 2006, "The Kelly criterion in blackjack, sports betting and the stock market").
    /// 0 where that is negative, and at most 1: no leverage.</summary>
    public static decimal Kelly(decimal p, decimal gain, decimal loss) => Math.Clamp((p / loss) - ((1m - p) / gain), 0m, 1m);

    public override string ToString() => $"{Method} {Math.Round(Share, 6) / 1.000000000m} of equity";
}
