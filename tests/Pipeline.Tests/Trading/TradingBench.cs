using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>Store, broker, market and clock of one test; hosts come and go over them.</summary>
internal sealed class TradingBench
{
    public static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    public static readonly Symbol Aapl = new("AAPL");
    public static readonly Symbol Msft = new("MSFT");

    public TradingBench()
    {
        Clock = new ManualClock(Start);
        Market = new FakeMarket(Clock);
        Market.Set(Aapl, 100);
        Market.Set(Msft, 200);
        Broker = new FakeBroker(Clock, new Money(100_000m)) { FillPrice = symbol => symbol == Aapl ? 100m : 200m };
    }

    public ManualClock Clock { get; }

    public FakeMarket Market { get; }

    public FakeBroker Broker { get; }

    public InMemoryDocumentStore Store { get; } = new();

    public TradingRules Rules { get; set; } = new();

    /// <summary>Changes the options of the hosts made from here.</summary>
    public Func<TradeOptions, TradeOptions>? Options { get; set; }

    public WatchOptions? Watch { get; set; }

    /// <summary>Is shown every commit of the hosts made from here.</summary>
    public IAccountObserver? Observer { get; set; }

    public TradingHost Host(CrashPlan? plan = null, string owner = "host-1", bool marketOpen = true) => plan is null
        ? new TradingHost(Store, Broker, Market, Clock, Rules, owner, marketOpen, Options, Watch, Observer)
        : new TradingHost(new CrashingStore(Store, plan), new CrashingBroker(Broker, plan), Market, Clock, Rules, owner, marketOpen, Options, Watch, Observer);

    /// <summary>A host that has reconciled and may trade.</summary>
    public async Task<TradingHost> Ready(CrashPlan? plan = null, string owner = "host-1", bool marketOpen = true)
    {
        var host = Host(plan, owner, marketOpen);
        (await host.Reconciler.Run(default)).Passed.ShouldBeTrue();
        return host;
    }

    public TradingSignal Signal(
        string id, SignalAction action = SignalAction.Buy, Symbol? symbol = null, decimal? quantity = 10m, decimal? target = null, decimal? stop = null,
        decimal? profit = null, double confidence = 0.6, string strategy = "test", TimeSpan age = default) => new(
        new SignalId(id), symbol ?? Aapl, action, quantity is { } q ? new Quantity(q) : null, target is { } t ? new Price(t) : null, stop is { } s ? new Price(s) : null,
        profit is { } p ? new Price(p) : null, confidence, new StrategyId(strategy), Clock.NowUtc - age, new Dictionary<string, string>());

    public TradeRequest Request(TradingSignal signal, long token = 0, TimeSpan? wait = null) => new(signal, signal.Id.Value, token, wait);

    /// <summary>Changes the account's header behind everybody's back.</summary>
    public async Task Tamper(Func<Ledger, Ledger> change)
    {
        var key = new DocumentKey(Containers.Trading, "main", "header");
        var header = await Store.Read(key, TradingJson.Default.Ledger, default);
        (await Store.Replace(key, change(header!.Value), header.ETag, TradingJson.Default.Ledger, default)).IsDone.ShouldBeTrue();
    }
}
