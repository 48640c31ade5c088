using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Day;

/// <summary>Trading over several days on a bench, with the end of the day.</summary>
internal sealed class DayBench
{
    public DayBench()
    {
        Days = new DayStore(Bench.Store, new DocumentCache(Bench.Store), Settings);
        Log = new AccountLog(Bench.Store, Settings);
        Closer = new DayCloser(Days, Log, Closes);
        Bench.Broker.FeePerFill = new Money(1m);
    }

    public TradingBench Bench { get; } = new();

    public PipelineSettings Settings { get; init; } = PipelineSettings.Default;

    public ClosingPrices Closes { get; } = new();

    public DayStore Days { get; }

    public AccountLog Log { get; }

    public DayCloser Closer { get; }

    /// <summary>The clock of the bench begins on this session.</summary>
    public static readonly DateOnly FirstSession = new(2024, 3, 6);

    public static DateTime EndOf(DateOnly date) => ExchangeCalendar.ToUtc(date, DayCloser.End);

    public async Task Trade(TradingHost host, string id, SignalAction action, decimal quantity, decimal price, string strategy = "test")
    {
        Bench.Market.Set(TradingBench.Aapl, (double)price);
        Bench.Broker.FillPrice = _ => price;
        var answer = await host.Trades.Execute(Bench.Request(Bench.Signal(id, action, quantity: quantity, strategy: strategy)), default);
        answer.Denials.ShouldBeNull();
        await host.Pump.PumpOnce(default);
    }

    public void NextDay() => Bench.Clock.Advance(TimeSpan.FromDays(1));
}

/// <summary>Closing prices that a test sets: one bar per symbol, the session long.</summary>
internal sealed class ClosingPrices : IMarketData
{
    private readonly SortedDictionary<Symbol, double> closes = [];

    public TimeSpan BarPeriod => TimeSpan.FromDays(1);

    public bool IsDown { get; set; }

    public void Set(Symbol symbol, double price) => closes[symbol] = price;

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Symbol>>([.. closes.Keys]);

    public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(new Dictionary<Symbol, SymbolSnapshot>());

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new MarketDataException("down");
        return Task.FromResult<IReadOnlyDictionary<Symbol, BarWindow>>(symbols.Where(closes.ContainsKey).ToDictionary(symbol => symbol, symbol =>
        {
            var series = new BarSeries(symbol, 1);
            series.Append(new Bar(toUtc.AddHours(-6.5), toUtc, closes[symbol], closes[symbol], closes[symbol], closes[symbol], 100));
            return series.WindowAt(toUtc, 1);
        }));
    }
}
