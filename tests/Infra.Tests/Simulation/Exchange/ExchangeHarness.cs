using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

/// <summary>An exchange over bars made by hand: minute bars of one session, the first from 09:30. The clock stands at the first bar's end at first.</summary>
internal sealed class ExchangeHarness : IDisposable
{
    public static readonly Session Day = ExchangeCalendar.SessionOn(new DateOnly(2024, 3, 4))!;

    /// <summary>The least spread, one cent: who takes liquidity pays half a cent. Half of each bar's volume may be had.</summary>
    public static readonly ExchangeOptions Plain = new()
    {
        Durable = false,
        SpreadFraction = 0m,
        MaxParticipation = 0.5m,
        StartingCash = new Money(1_000_000m),
    };

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("exchange");
    private readonly SortedDictionary<Symbol, BarSeries> series = [];
    private readonly ExchangeOptions options;
    private int orders;

    public ExchangeHarness(ExchangeOptions? options = null)
    {
        this.options = options ?? Plain;
        Clock = new ManualClock(Day.OpenUtc);
    }

    public static Symbol Spy { get; } = new("SPY");

    public ManualClock Clock { get; }

    public SimulatedExchange Exchange => field ??= Open();

    public string Journal => Path.Combine(directory.FullName, "exchange.db");

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds a minute bar after the symbol's last.</summary>
    public ExchangeHarness Bar(
        double open, double high, double low, double close, double volume = 100_000, double bid = 0, double ask = 0, Symbol? symbol = null)
    {
        var of = symbol ?? Spy;
        var bars = series.TryGetValue(of, out var known) ? known : series[of] = new BarSeries(of);
        var start = bars.Count == 0 ? Day.OpenUtc : bars[bars.Count - 1].EndUtc;
        bars.Append(new Bar(start, start.AddMinutes(1), open, high, low, close, volume, bid, ask));
        return this;
    }

    /// <summary>Adds a bar without movement.</summary>
    public ExchangeHarness Flat(double price, double volume = 100_000, Symbol? symbol = null) => Bar(price, price, price, price, volume, symbol: symbol);

    /// <summary>Adds a bar at a time of its own.</summary>
    public ExchangeHarness BarAt(DateTime startUtc, DateTime endUtc, double open, double high, double low, double close, double volume = 100_000)
    {
        var bars = series.TryGetValue(Spy, out var known) ? known : series[Spy] = new BarSeries(Spy);
        bars.Append(new Bar(startUtc, endUtc, open, high, low, close, volume));
        return this;
    }

    /// <summary>Moves to the end of the n-th bar, 1 the first, and lets the exchange work.</summary>
    public Task ToBar(int n) => To(Day.OpenUtc.AddMinutes(n));

    public async Task To(DateTime utc)
    {
        Clock.Advance(utc - Now);
        await Exchange.Advance(utc);
    }

    public OrderTerms Terms(
        Side side, decimal quantity, OrderType type = OrderType.Market, decimal? limit = null, decimal? stop = null, decimal? trail = null,
        decimal? stopLoss = null, decimal? takeProfit = null, TimeInForce tif = TimeInForce.Day, OrderPurpose purpose = OrderPurpose.Entry,
        string? id = null, Symbol? symbol = null) => new(
        new ClientOrderId(id ?? $"order-{++orders:D4}"), symbol ?? Spy, side, new Quantity(quantity), type, tif, purpose, new StrategyId("test"),
        Price(limit), Price(stop), trail, Price(stopLoss), Price(takeProfit));

    /// <summary>Sends an order that must be taken.</summary>
    public async Task<ClientOrderId> Send(OrderTerms terms)
    {
        var outcome = await Exchange.Place(terms);
        outcome.Status.ShouldBe(SubmitStatus.Confirmed, outcome.Reason);
        return terms.ClientOrderId;
    }

    public async Task<BrokerOrder> Order(ClientOrderId id) => (await Exchange.Find(id, CancellationToken.None)).ShouldNotBeNull();

    public async Task<IReadOnlyList<OrderEvent>> Events(ClientOrderId? of = null) =>
        [.. (await Exchange.ReadEvents(0, int.MaxValue, CancellationToken.None)).Where(e => of is null || e.ClientOrderId == of)];

    public async Task<decimal> Position(Symbol? symbol = null) =>
        (await Exchange.ListPositions(CancellationToken.None)).SingleOrDefault(p => p.Symbol == (symbol ?? Spy))?.SignedQuantity ?? 0m;

    /// <summary>Another exchange over the same journal, as after a restart.</summary>
    public SimulatedExchange Open() => new(Journal, new RecordedMarket(series.Values, TimeSpan.FromMinutes(1), Clock), Clock, options);

    public void Dispose()
    {
        Exchange.Dispose();
        directory.Delete(recursive: true);
    }

    private static Price? Price(decimal? amount) => amount is { } some ? new Price(some) : null;
}
