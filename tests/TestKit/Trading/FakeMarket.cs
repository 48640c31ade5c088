using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Trading;

/// <summary>A market whose prices the test sets.</summary>
public sealed class FakeMarket(TimeProvider clock) : IMarketData
{
    private readonly Dictionary<Symbol, (double Price, TimeSpan Age)> prices = [];

    public TimeSpan BarPeriod => TimeSpan.FromMinutes(1);

    public bool IsDown { get; set; }

    public void Set(Symbol symbol, double price, TimeSpan age = default)
    {
        lock (prices)
            prices[symbol] = (price, age);
    }

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken)
    {
        lock (prices)
            return Task.FromResult<IReadOnlyList<Symbol>>([.. prices.Keys.Order()]);
    }

    public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new MarketDataException("down");

        var now = clock.GetUtcNow().UtcDateTime;
        lock (prices)
        {
            return Task.FromResult<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(symbols.Where(prices.ContainsKey).ToDictionary(
                symbol => symbol, symbol => new SymbolSnapshot(symbol, now, prices[symbol].Price, now - prices[symbol].Age, Quote: null, BarWindow.Empty)));
        }
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Symbol, BarWindow>>(new Dictionary<Symbol, BarWindow>());
}
