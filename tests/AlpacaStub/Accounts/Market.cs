namespace TradingFunctions.AlpacaStub.Accounts;

/// <summary>Prices as one account sees them, and how many shares may still be had at them.</summary>
public sealed class Market
{
    private readonly SortedDictionary<string, decimal> prices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> sizes = [];

    /// <summary>Dollars, two decimals.</summary>
    public decimal Price(string symbol) => prices.TryGetValue(symbol, out var price) ? price : prices[symbol] = Orders.Assets.StartPrice(symbol);

    /// <param name="size">Shares that may be had at this price; null for any number.</param>
    public void Set(string symbol, decimal price, decimal? size)
    {
        prices[symbol] = price;
        if (size is { } limited)
        {
            sizes[symbol] = limited;
        }
        else
        {
            sizes.Remove(symbol);
        }
    }

    /// <summary>Moves a price by a fraction of it.</summary>
    public void Move(string symbol, decimal fraction) => prices[symbol] = Math.Max(1m, Math.Round(Price(symbol) * (1m + fraction), 2));

    public decimal Available(string symbol) => sizes.TryGetValue(symbol, out var size) ? size : decimal.MaxValue;

    public void Take(string symbol, decimal shares)
    {
        if (sizes.TryGetValue(symbol, out var size))
        {
            sizes[symbol] = size - shares;
        }
    }
}
