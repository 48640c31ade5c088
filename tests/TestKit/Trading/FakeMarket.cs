using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Trading;

/// <summary>A market whose prices the test sets.</summary>
public sealed class FakeMarket(TimeProvider clock) : IMarketData
{
    private readonly Dictionary<Symbol, (double Price, TimeSpan Age)> prices = [];

    public TimeSpan BarPeriod { get; set; } = TimeSpan.FromMinutes(1);

    public bool IsDown { get; set; }

    /// <summary>Shares of a session's bar, of every symbol; null where there are no such bars.</summary>
    public double? DailyVolume { get; set; }

    public void Set(Symbol symbol, double price, TimeSpan age = default)
    {
        lock (prices)
            prices[symbol] = (price, age);
    }

    public void Remove(Symbol symbol)
    {
        lock (prices)
            prices.Remove(symbol);
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
                symbol => symbol, symbol => new SymbolSnapshot(symbol, now, prices[symbol].Price, now - prices[symbol].Age, Quote: null, Bars(symbol, now))));
        }
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Symbol, BarWindow>>(new Dictionary<Symbol, BarWindow>());

    private BarWindow Bars(Symbol symbol, DateTime nowUtc)
    {
        if (DailyVolume is not { } volume)
            return BarWindow.Empty;

        var series = new BarSeries(symbol);
        series.Append(new Bar(nowUtc.AddHours(-6), nowUtc, 100, 100, 100, 100, volume));
        return series.WindowAt(nowUtc);
    }
}
