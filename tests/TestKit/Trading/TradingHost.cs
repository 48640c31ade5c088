using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.TestKit.Trading;

/// <summary>The trading services of one host over a store, a broker, a market and a clock that may outlive it.</summary>
public sealed class TradingHost : IAsyncDisposable
{
    public TradingHost(IDocumentStore store, IBroker broker, IMarketData market, TimeProvider clock, TradingRules? rules = null, string owner = "host-1", bool marketOpen = true)
    {
        Options = new TradeOptions { Account = new AccountId("main"), Environment = "test", Owner = owner, IsMarketOpen = _ => marketOpen, SettleTime = TimeSpan.FromMilliseconds(40) };
        Rules = new TradingRulesSource(rules ?? new TradingRules());
        Book = new AccountBook(store, Options.Account, clock);
        var reader = new MarketReader(market, Options);
        Sender = new OrderSender(Book, broker, reader, Rules, Options, clock);
        Pump = new OrderEventPump(Book, broker, Sender, clock);
        Sweeper = new IntentSweeper(Book, Sender);
        Queries = new AccountQueries(Book, store, reader, clock);
        Reconciler = new Reconciler(Book, broker, Sender, Pump, Sweeper, Options, clock);
        Trades = new TradeService(Book, new SignalDesk(store, clock), Sender, Pump, reader, Queries, Rules, Options, clock);
    }

    public TradeOptions Options { get; }

    public TradingRulesSource Rules { get; }

    public AccountBook Book { get; }

    public OrderSender Sender { get; }

    public OrderEventPump Pump { get; }

    public IntentSweeper Sweeper { get; }

    public AccountQueries Queries { get; }

    public Reconciler Reconciler { get; }

    public TradeService Trades { get; }

    public async ValueTask DisposeAsync()
    {
        await Book.DisposeAsync();
        Pump.Dispose();
    }
}
