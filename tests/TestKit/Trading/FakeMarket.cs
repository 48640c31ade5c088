using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Trading;

/// <summary>A market whose prices the test sets.</summary>
public sealed class FakeMarket(TimeProvider clock) : IMarketData
{
    private readonly Dictionary<Symbol, (double Price, TimeSpan Age)> prices = [];
    private readonly Dictionary<Symbol, BarSeries> recorded = [];

    public TimeSpan BarPeriod { get; set; } = TimeSpan.FromMinutes(1);

    public bool IsDown { get; set; }

    /// <summary>Shares that a minute of every closed session trades, of every symbol; null where there is no history.</summary>
    public double? DailyVolume { get; set; }

    /// <summary>Closed sessions that the history holds, up to the last one.</summary>
    public int HistorySessions { get; set; } = 25;

    /// <summary>Sessions that the history is behind.</summary>
    public int HistoryLag { get; set; }

    /// <summary>Times that history was asked for.</summary>
    public int HistoryCalls { get; private set; }

    /// <summary>Times that snapshots were asked for.</summary>
    public int SnapshotCalls { get; private set; }

    /// <summary>Snapshots and history hold these bars; the price is the last one's close.</summary>
    public void Set(BarSeries bars)
    {
        lock (prices)
            recorded[bars.Symbol] = bars;
        Set(bars.Symbol, bars[bars.Count - 1].Close);
    }

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
        SnapshotCalls++;
        if (IsDown)
            throw new MarketDataException("down");

        var now = clock.GetUtcNow().UtcDateTime;
        lock (prices)
        {
            return Task.FromResult<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(symbols.Where(prices.ContainsKey).ToDictionary(
                symbol => symbol, symbol => new SymbolSnapshot(symbol, now, prices[symbol].Price, now - prices[symbol].Age, Quote: null, recorded.TryGetValue(symbol, out var own) ? own.WindowOf(own.Count, bars) : BarWindow.Empty)));
        }
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        HistoryCalls++;
        if (IsDown)
            throw new MarketDataException("down");

        return Task.FromResult<IReadOnlyDictionary<Symbol, BarWindow>>(symbols.ToDictionary(
            symbol => symbol, symbol => recorded.TryGetValue(symbol, out var own) ? own.WindowAt(toUtc, own.CountAt(toUtc) - own.CountAt(fromUtc)) : History(symbol, fromUtc, toUtc)));
    }

    /// <summary>One minute of each session.</summary>
    private BarWindow History(Symbol symbol, DateTime fromUtc, DateTime toUtc)
    {
        if (DailyVolume is not { } volume)
            return BarWindow.Empty;

        var sessions = new Stack<Session>();
        var session = ExchangeCalendar.SessionAtOrAfter(toUtc);
        for (var i = 0; i < HistorySessions + HistoryLag; i++)
        {
            session = ExchangeCalendar.PreviousSession(session.Date);
            if (i >= HistoryLag && session.OpenUtc >= fromUtc)
                sessions.Push(session);
        }

        var series = new BarSeries(symbol);
        foreach (var one in sessions)
            series.Append(new Bar(one.OpenUtc, one.OpenUtc + TimeSpan.FromMinutes(1), 100, 100, 100, 100, volume));
        return series.WindowAt(toUtc);
    }
}
