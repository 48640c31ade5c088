using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Trading.Watching;

namespace TradingFunctions.TestKit.Trading;

/// <summary>The trading services of one host over a store, a broker, a market and a clock that may outlive it.</summary>
public sealed class TradingHost : IAsyncDisposable
{
    /// <param name="options">Changes the host's options.</param>
    /// <param name="observer">Is shown every commit.</param>
    public TradingHost(
        IDocumentStore store, IBroker broker, IMarketData market, TimeProvider clock, TradingRules? rules = null, string owner = "host-1", bool marketOpen = true,
        Func<TradeOptions, TradeOptions>? options = null, WatchOptions? watch = null, IAccountObserver? observer = null)
    {
        var trade = new TradeOptions
        {
            Account = new AccountId("main"),
            Environment = "test",
            Owner = owner,
            IsMarketOpen = _ => marketOpen,
            OpenTimeBetween = static (from, to) => to - from,
            SettleTime = TimeSpan.FromMilliseconds(40),
        };
        Options = options is null ? trade : options(trade);
        Rules = new TradingRulesSource(rules ?? new TradingRules());
        Book = new AccountBook(store, Options.Account, clock, observer);
        Audit = new AuditTrail(store, Options.Account, clock);
        var meter = new MessageMeter(Rules, clock);
        Broker = new CheckedBroker(broker, Book, new BrokerSentinel(Book, Audit, Notifier), meter);
        Market = new MarketReader(market, new BrokerStanding(Broker, Book), Rules, Options);
        var reader = Market;
        Sender = new OrderSender(Book, Broker, reader, Rules, Options, clock, meter);
        Pump = new OrderEventPump(Book, Broker, Sender, clock);
        Sweeper = new IntentSweeper(Book, Sender);
        Queries = new AccountQueries(Book, store, reader, clock);
        Reports = new ReconciliationLog(store, Audit, Options.Account);
        Reconciler = new Reconciler(Book, Broker, Sender, Pump, Sweeper, Options, clock, Reports);
        Trades = new TradeService(Book, new SignalDesk(store, clock), Sender, Pump, reader, Queries, Rules, Options, clock, recent: Answers);
        Control = new TradingControl(Book, Sender, Pump, Trades, Audit, clock);
        Watch = new TradingWatch(Book, reader, new MarketPulse(market, clock), Rules, Control, Reports, Health, Notifier, watch ?? new WatchOptions(), clock);
        Replacer = new OrderReplacer(Book, Sender, Pump, reader, Rules, Options, clock);
        Unfilled = new UnfilledOrders(Book, Sender, Replacer, Pump, reader, Notifier, Options, clock);
    }

    public TradeOptions Options { get; }

    public TradingRulesSource Rules { get; }

    public AccountBook Book { get; }

    public AuditTrail Audit { get; }

    /// <summary>The broker as the services see it: its answers checked.</summary>
    public IBroker Broker { get; }

    public RecordedNotifier Notifier { get; } = new();

    public SetHealth Health { get; } = new();

    public MarketReader Market { get; }

    public OrderSender Sender { get; }

    public OrderEventPump Pump { get; }

    public IntentSweeper Sweeper { get; }

    public AccountQueries Queries { get; }

    public ReconciliationLog Reports { get; }

    public Reconciler Reconciler { get; }

    public RecentAnswers Answers { get; } = new();

    public TradeService Trades { get; }

    public TradingControl Control { get; }

    public TradingWatch Watch { get; }

    public OrderReplacer Replacer { get; }

    public UnfilledOrders Unfilled { get; }

    public async ValueTask DisposeAsync()
    {
        await Book.DisposeAsync();
        Pump.Dispose();
    }
}
